package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams over WebSockets, with the platform's client. */
final class StreamTest {

  private static final String EVENTS = "/epcis/queries/shipped/events";

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private RunningServer running;
  private String tea;
  private String silk;

  @SuppressWarnings("NullAway.Init") // set before each test
  StreamTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    tea = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    silk = running.key("https://id.gs1.org/417/9521333000006", "partner");
    running.post(
        tea, "/epcis/queries", "{\"name\":\"shipped\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
  }

  @AfterEach
  void stop() {
    client.shutdownNow(); // closing would wait for sockets that were given up
    running.close();
  }

  @Test
  void stream_bringsEachWhatItMaySee_asItComes() {
    Listener teas = open(tea, "?stream=true");
    Listener silks = open(silk, "?stream=true");
    for (int i = 0; i < 5; i++) {
      Events.capture(running, tea, "shipping", i);
      Events.capture(running, tea, "receiving", 100 + i);
      Events.capture(running, silk, "shipping", 200 + i);
    }

    teas.await(() -> teas.eventIDs().size() >= 5);
    silks.await(() -> silks.eventIDs().size() >= 5);
    assertThat(teas.eventIDs()).isEqualTo(ids(0, 5));
    assertThat(silks.eventIDs()).isEqualTo(ids(200, 205));
    JsonNode first = teas.messages().getFirst();
    assertThat(first.path("type").asText()).isEqualTo("EPCISQueryDocument");
    assertThat(first.path("epcisBody").path("queryResults").path("queryName").asText())
        .isEqualTo("shipped");
    teas.close();
    silks.close();
  }

  @Test
  void past_isBrought_fromTheRecordTimeAskedFor() {
    for (int i = 0; i < 150; i++) {
      Events.capture(running, tea, "shipping", i);
    }
    Listener all = open(tea, "?stream=true&initialRecordTime=2000-01-01T00:00:00Z");

    all.await(() -> all.eventIDs().size() >= 150);
    assertThat(all.eventIDs()).isEqualTo(ids(0, 150));
    all.close();
  }

  @Test
  void handshake_tellsTheLeastRecordTime() throws Exception {
    String key = "dGhlIHNhbXBsZSBub25jZQ==";
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + EVENTS
                      + "?stream=true&initialRecordTime=2026-05-04T17:00:00%2B08:00"
                      + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Key: "
                      + key
                      + "\r\nSec-WebSocket-Version: 13\r\n"
                      + "Authorization: Bearer "
                      + tea
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        head.append((char) socket.getInputStream().read());
      }

      assertThat(head.toString().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 101")
          .contains("gs1-query-min-record-time: 2026-05-04t09:00:00z", "gs1-epcis-version: 2.0.0");
    }
  }

  @Test
  void upgradeThatIsNoHandshake_isRefused_andLeavesNothing() throws Exception {
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + EVENTS
                      + "?stream=true HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                      + "Connection: Upgrade\r\nAuthorization: Bearer "
                      + tea
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder line = new StringBuilder();
      while (!line.toString().endsWith("\r\n")) {
        line.append((char) socket.getInputStream().read());
      }

      assertThat(line.toString()).startsWith("HTTP/1.1 4");
    }
    new Listener().await(() -> gauge("streams") == 0); // the answer may be there before
  }

  @Test
  void schedule_reportsEmptyWhenAsked() {
    Listener listener = open(tea, "?second=0/1&reportIfEmpty=true");

    listener.await(() -> !listener.messages().isEmpty());
    assertThat(listener.messages().getFirst().at("/epcisBody/queryResults/resultsBody/eventList"))
        .isEmpty();
    listener.close();
  }

  @Test
  void end_isPolite_whicheverComesFirst() {
    Listener deleted = open(tea, "?stream=true");
    running.send(running.as(tea, "/epcis/queries/shipped").DELETE());
    deleted.await(() -> deleted.code() != 0);
    assertThat(deleted.code()).isEqualTo(1000);
    assertThat(deleted.reason()).isEqualTo("the query was deleted");

    running.post(tea, "/epcis/queries", "{\"name\":\"shipped\",\"query\":{}}");
    Listener talking = open(tea, "?stream=true");
    talking.say("hello");
    talking.await(() -> talking.code() != 0);
    assertThat(talking.code()).isEqualTo(1003);

    Listener revoked = open(silk, "?stream=true");
    String keyId =
        RunningServer.json(running.send(running.admin("/keys")))
            .path("keys")
            .valueStream()
            .filter(key -> key.path("party").asText().contains("9521333000006"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    running.send(running.admin("/keys/" + keyId).DELETE());
    Listener stopping = open(tea, "?stream=true");
    Events.capture(running, tea, "shipping", 1);
    stopping.await(() -> !stopping.messages().isEmpty());
    assertThat(revoked.messages()).isEmpty();
    running.close();
    stopping.await(() -> stopping.code() != 0);
    assertThat(stopping.code()).isEqualTo(1001);
    running = RunningServer.in(data);
  }

  @Test
  void clientThatGoesAway_leavesNothing() {
    Listener listener = open(tea, "?stream=true");
    listener.abort();
    Events.capture(running, tea, "shipping", 1);

    Listener other = open(tea, "?stream=true");
    Events.capture(running, tea, "shipping", 2);
    other.await(() -> !other.messages().isEmpty());
    other.await(() -> gauge("streams") == 1);
    other.close();
    other.await(() -> gauge("streams") == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | 400",
        "?stream=false                        | 400",
        "?stream=true&minute=5                | 400",
        "?minute=60                           | 400",
        "?stream=true&reportIfEmpty=maybe     | 400",
        "?stream=true&initialRecordTime=today | 400",
        "?stream=true&EQ_bizStep=shipping     | 400",
        "?stream=true&stream=true             | 400",
      })
  void faultyControls_areRefusedBeforeTheHandshake(String query, int status) {
    assertThat(refused(tea, EVENTS + query)).isEqualTo(status);
  }

  @Test
  void handshake_needsAKey_andAQuery() {
    assertThat(refused("nobody-knows-this-key", EVENTS + "?stream=true")).isEqualTo(401);
    assertThat(refused(tea, "/epcis/queries/none/events?stream=true")).isEqualTo(404);
  }

  private int gauge(String name) {
    HttpResponse<String> metrics = running.send(running.admin("/metrics"));
    return metrics
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> (int) Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private int refused(String key, String path) {
    var opening =
        client
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + key)
            .buildAsync(address(path), new Listener());
    try {
      opening.join().abort();
      throw new AssertionError("it was opened");
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        return refusal.getResponse().statusCode();
      }
      throw e;
    }
  }

  private Listener open(String key, String query) {
    Listener listener = new Listener();
    client
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + key)
        .connectTimeout(Duration.ofSeconds(20))
        .buildAsync(address(EVENTS + query), listener)
        .join();
    return listener;
  }

  private URI address(String path) {
    return URI.create(running.server().address().toString().replace("http:", "ws:") + path);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Events::eventID).toList();
  }

  /** What came, message by message, and how it ended. */
  private static final class Listener implements WebSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final StringBuilder part = new StringBuilder();
    private final List<JsonNode> messages = new ArrayList<>();
    private int code;
    private String reason = "";
    private WebSocket socket;

    @SuppressWarnings("NullAway.Init") // set when opened
    Listener() {}

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(
        WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        try {
          messages.add(MAPPER.readTree(part.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        part.setLength(0);
        notifyAll();
      }
      from.request(1);
      return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(
        WebSocket from, int status, String why) {
      code = status;
      reason = why;
      notifyAll();
      return null;
    }

    synchronized List<JsonNode> messages() {
      return List.copyOf(messages);
    }

    synchronized int code() {
      return code;
    }

    synchronized String reason() {
      return reason;
    }

    List<String> eventIDs() {
      List<String> ids = new ArrayList<>();
      for (JsonNode message : messages()) {
        message
            .at("/epcisBody/queryResults/resultsBody/eventList")
            .forEach(event -> ids.add(event.path("eventID").asText()));
      }
      return ids;
    }

    void say(String text) {
      var _ = socket.sendText(text, true);
    }

    void close() {
      var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    void abort() {
      socket.abort();
    }

    void await(BooleanSupplier condition) {
      Instant end = Instant.now().plusSeconds(30);
      try {
        while (!condition.getAsBoolean()) {
          assertThat(Instant.now()).as("%s %s", messages(), code()).isBefore(end);
          synchronized (this) {
            wait(50);
          }
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
