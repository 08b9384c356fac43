package org.bricscodes.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bricscodes.capture.ErrorBehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of a service that is busy, breaks off, or is none. */
final class WireTest {

  private static final byte[] DOCUMENT = "{}".getBytes(StandardCharsets.UTF_8);

  /** One answer of the service; a negative status breaks the connection. */
  private record Scripted(int status, Map<String, String> headers, String body) {}

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> extensions = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<Scripted> script = new ArrayList<>();
  private HttpServer server;
  private TraceClient client;

  @SuppressWarnings("NullAway.Init") // set before each test
  WireTest() {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = TraceClient.of(address(), "secret-key").patient(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void busyService_isTriedAgain_asItAsks() {
    script.add(new Scripted(503, Map.of("Retry-After", "1"), "{}"));
    script.add(new Scripted(202, Map.of("Location", "/epcis/capture/J1"), ""));
    long start = System.nanoTime();

    String job = client.captures().submit(DOCUMENT, EventForm.JSON, ErrorBehaviour.PROCEED);

    assertThat(job).isEqualTo("J1");
    assertThat(asked).containsExactly("POST /epcis/capture", "POST /epcis/capture");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(999));
  }

  @Test
  void busyService_thatAsksForMoreThanThePatience_isLeftAtOnce() {
    script.add(new Scripted(503, Map.of("Retry-After", "30"), "{\"detail\":\"busy\"}"));

    ApiFailure.Refused refused =
        catchThrowableOfType(ApiFailure.Refused.class, () -> client.text("/health"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(asked).hasSize(1);
  }

  @Test
  void brokenConnection_isTriedAgain_whereThatIsHarmless() {
    script.add(new Scripted(-1, Map.of(), ""));
    script.add(new Scripted(-1, Map.of(), ""));
    script.add(new Scripted(200, Map.of(), "fine"));

    assertThat(client.text("/health")).isEqualTo("fine");
    assertThat(asked).hasSize(3);
  }

  @Test
  void brokenConnection_isNotTriedAgain_whereItMightDoAThingTwice() {
    script.add(new Scripted(-1, Map.of(), ""));
    script.add(new Scripted(201, Map.of(), "{}"));

    assertThatThrownBy(() -> client.keys().issue("https://example.org/p", "P", "partner"))
        .isInstanceOf(ApiFailure.Unreachable.class)
        .hasMessageContaining("is the service running there?");
    assertThat(asked).containsExactly("POST /keys");
  }

  @Test
  void refusal_carriesStatusTypeAndEveryFault_butNoKey() {
    String problem =
        """
        {"type":"epcisException:ValidationException","title":"The body is not valid","status":400,
         "detail":"/a: wrong","faults":[{"where":"/a","message":"wrong; make it right"},
         {"where":"/b","message":"missing"}]}
        """;
    script.add(new Scripted(400, Map.of(), problem));

    ApiFailure.Refused refused =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () -> client.captures().submit(DOCUMENT, EventForm.JSON, ErrorBehaviour.ROLLBACK));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.type()).isEqualTo("epcisException:ValidationException");
    assertThat(refused.title()).isEqualTo("The body is not valid");
    assertThat(refused.detail()).isEqualTo("/a: wrong");
    assertThat(refused.faults())
        .containsExactly(
            new ProblemFault("/a", "wrong; make it right"), new ProblemFault("/b", "missing"));
    assertThat(refused)
        .hasMessage(
            "POST /epcis/capture answered 400: /a: wrong\n  /a: wrong; make it right\n  /b:"
                + " missing")
        .message()
        .doesNotContain("secret-key");
  }

  @Test
  void refusal_withoutProblemDocument_saysSo() {
    script.add(new Scripted(404, Map.of(), "<html>nothing</html>"));

    assertThatThrownBy(() -> client.text("/nowhere"))
        .hasMessage("GET /nowhere answered 404, with no problem document");
  }

  @Test
  void answerThatIsNoJson_isUnreadable() {
    script.add(new Scripted(200, Map.of(), "<html>"));

    assertThatThrownBy(() -> client.json("/scan/01/x")).isInstanceOf(ApiFailure.Unreadable.class);
  }

  @Test
  void answerLargerThanMemoryAllows_isUnreadable_notHeld() {
    script.add(new Scripted(200, Map.of(), "a".repeat(Wire.MAX_ANSWER_BYTES + 1)));

    assertThatThrownBy(() -> client.text("/log/key"))
        .isInstanceOf(ApiFailure.Unreadable.class)
        .hasMessageContaining("more than 67108864 bytes");
    assertThat(asked).hasSize(1);
  }

  @Test
  void download_isStreamed_andTellsHowFarItIs() {
    script.add(new Scripted(200, Map.of(), "a,b\n"));
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    List<String> told = new ArrayList<>();

    client
        .codes()
        .download(
            "B1",
            BatchFileRequest.csv(),
            sink,
            (received, announced) -> told.add(received + "/" + announced));

    assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("a,b\n");
    assertThat(told).last().isEqualTo("4/4");
  }

  @Test
  void download_whoseSinkFails_saysWhatTheSinkSays() {
    script.add(new Scripted(200, Map.of(), "a,b\n"));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };

    assertThatThrownBy(
            () ->
                client.codes().download("B1", BatchFileRequest.csv(), full, DownloadProgress.NONE))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("disk full");
    assertThat(asked).hasSize(1);
  }

  @Test
  void pages_areFetchedOnlyWhenReached_alongThePathOfTheLink_whateverItsHost() {
    String link =
        "<https://id.example.org/epcis/capture?perPage=100&nextPageToken=T>; rel=\"next\"";
    script.add(new Scripted(200, Map.of("Link", link), "[%s]".formatted(job("J1"))));
    script.add(new Scripted(200, Map.of(), "[%s]".formatted(job("J2"))));

    assertThat(client.captures().list().limit(1)).hasSize(1);
    assertThat(asked).containsExactly("GET /epcis/capture?perPage=100");

    script.addFirst(new Scripted(200, Map.of("Link", link), "[%s]".formatted(job("J1"))));
    assertThat(client.captures().list())
        .extracting(CaptureReceipt::captureID)
        .containsExactly("J1", "J2");
    assertThat(asked).last().isEqualTo("GET /epcis/capture?perPage=100&nextPageToken=T");
  }

  @Test
  void subscription_isAskedFor_inTheStandardsWords() {
    script.add(
        new Scripted(
            201,
            Map.of(),
            "{\"subscriptionID\":\"S1\",\"dest\":\"https://example.org/hook\","
                + "\"createdAt\":\"2026-05-01T00:00:00Z\"}"));
    SubscriptionRequest request =
        SubscriptionRequest.scheduled(
                URI.create("https://example.org/hook"),
                new SubscriptionRequest.Trigger.Schedule("0", "[0-59]", "", "", "", "1,5"))
            .signedWith("hush")
            .when(SubscriptionRequest.Empty.REPORTED);

    Subscription subscription = client.queries().subscribe("my query", request);

    assertThat(subscription.subscriptionID()).isEqualTo("S1");
    assertThat(subscription.lastNotifiedAt()).isEmpty();
    assertThat(asked).containsExactly("POST /epcis/queries/my%20query/subscriptions");
    assertThat(bodies)
        .containsExactly(
            "{\"dest\":\"https://example.org/hook\",\"signatureToken\":\"hush\","
                + "\"reportIfEmpty\":true,\"schedule\":{\"second\":\"0\",\"minute\":\"[0-59]\","
                + "\"dayOfWeek\":\"1,5\"}}");
    assertThat(request.toString()).doesNotContain("hush");
  }

  @Test
  void namedQuery_isKept_andListed() {
    String kept = "{\"name\":\"n\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}";
    script.add(new Scripted(201, Map.of(), kept));
    script.add(new Scripted(200, Map.of(), "[" + kept + "]"));
    NamedQueries.NamedQuery query =
        new NamedQueries.NamedQuery("n", "{\"EQ_bizStep\":[\"shipping\"]}");

    assertThat(client.queries().create(query)).isEqualTo(query);
    assertThat(client.queries().list()).containsExactly(query);
    assertThat(bodies.getFirst()).isEqualTo(kept);
    assertThatThrownBy(() -> client.queries().create(new NamedQueries.NamedQuery("n", "{")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filter_saysItsNamespaces_inAHeader_onEveryPage() {
    String link = "<https://id.example.org/epcis/events?nextPageToken=T>; rel=\"next\"";
    script.add(new Scripted(200, Map.of("Link", link), ""));
    script.add(new Scripted(200, Map.of(), ""));

    EventFilter filter =
        EventFilter.where("EQ_ex:line", "a b", "c").namespace("ex", "https://example.org/");
    assertThat(client.events().pages(filter, EventView.of(EventForm.XML))).hasSize(2);

    assertThat(asked)
        .containsExactly(
            "GET /epcis/events?perPage=30&EQ_ex%3Aline=a%20b%7Cc",
            "GET /epcis/events?nextPageToken=T");
    assertThat(extensions).containsExactly("ex=https://example.org/", "ex=https://example.org/");
  }

  @Test
  void interrupt_endsTheWait_andStaysSet() {
    script.add(new Scripted(503, Map.of("Retry-After", "10"), "{}"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client.text("/health")).isInstanceOf(ApiFailure.Unreachable.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static String job(String id) {
    return "{\"captureID\":\"%s\",\"createdAt\":\"2026-05-01T00:00:00Z\",\"running\":true}"
        .formatted(id);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String extension = exchange.getRequestHeaders().getFirst("GS1-Extensions");
    if (extension != null) {
      extensions.add(extension);
    }
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Scripted next = script.removeFirst();
    if (next.status() < 0) {
      exchange.close();
      return;
    }
    next.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
