package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.capture.EventSubmission;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.SubscriptionPolicy;
import org.bricscodes.query.Subscriptions;
import org.bricscodes.query.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are there but do nothing: they are told why they are cut off, and cost nothing. */
final class StreamSocketsTest {

  private static final Caller AUDITOR =
      new Caller("0123456789abcdef", "urn:x:auditor", "auditor", Role.AUDITOR, Instant.EPOCH);

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final Vertx vertx = Vertx.vertx();
  private final Work work = new Work(vertx, "test", 4, 100);
  private Assembly assembly;
  private Subscriptions subscriptions;

  @SuppressWarnings("NullAway.Init") // set by each test
  StreamSocketsTest() {}

  @AfterEach
  void stop() {
    subscriptions.close();
    vertx.close().await();
    work.close();
    assembly.close();
  }

  @Test
  void clientThatDoesNotRead_isCutOff_andToldToComeBack(@TempDir Path data) throws IOException {
    int port =
        serve(data, new StreamSockets.Patience(Duration.ofSeconds(1), minutes(5), minutes(15)));
    for (int i = 0; i < 100; i++) {
      capture(i, 200_000);
    }

    try (Socket client = handshake(port)) {
      awaitNoStreams();

      assertThat(lastFrame(client)).isEqualTo(1013);
    }
  }

  @Test
  void clientThatAnswersNoPing_isCutOff(@TempDir Path data) throws IOException {
    int port =
        serve(
            data,
            new StreamSockets.Patience(minutes(5), Duration.ofMillis(50), Duration.ofMillis(200)));

    try (Socket client = handshake(port)) {
      awaitNoStreams();

      assertThat(lastFrame(client)).isEqualTo(1008);
    }
  }

  private int serve(Path data, StreamSockets.Patience patience) {
    assembly = Assembly.open(data, KeySettings.FILES, clock, random);
    Assembly.Parts parts = assembly.parts();
    parts.named().create("all", "urn:x:auditor", "{}".getBytes(StandardCharsets.UTF_8));
    subscriptions =
        Subscriptions.open(
            parts.named(),
            parts.queries(),
            parts.queryable(),
            subscription -> {
              throw new IllegalStateException("there are none");
            },
            SubscriptionPolicy.DEFAULT,
            clock,
            random);
    StreamSockets sockets =
        new StreamSockets(
            vertx,
            subscriptions,
            new DeliveryDocuments(
                new EpcisForms(CompanyPrefixes.none()),
                new ProblemDocument(new BaseUrl("https://trace.example"), Limits.STANDARD),
                clock),
            work,
            caller -> true,
            patience);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.pause();
                  var _ =
                      work.run(
                              () ->
                                  sockets.answer(
                                      "all",
                                      AUDITOR,
                                      DeliveryForm.DEFAULT,
                                      new Trigger.Stream(),
                                      Instant.EPOCH))
                          .onSuccess(answer -> Sending.send(request, answer, false));
                })
            .listen(0, "127.0.0.1")
            .await();
    return server.actualPort();
  }

  /** Spaces within a list are kept as they are sent: they make an event as large as one likes. */
  private void capture(int number, int spaces) {
    String event =
        Events.document("shipping", number, number + 1)
            .replaceAll("(?s).*\"eventList\":\\[(.*)]}}", "$1")
            .replaceFirst("\\{", "{\"@context\":\"" + EpcisDoors.CONTEXT + "\",")
            .replace("\"epcList\":[", "\"epcList\":[" + " ".repeat(spaces));
    EventSubmission outcome =
        Await.done(assembly.parts().events().submit("tea", event.getBytes(StandardCharsets.UTF_8)));
    assertThat(outcome).isInstanceOf(EventSubmission.Decided.class);
  }

  private static Socket handshake(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client
        .getOutputStream()
        .write(
            """
            GET / HTTP/1.1\r
            Host: x\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) client.getInputStream().read());
    }
    assertThat(head.toString()).startsWith("HTTP/1.1 101");
    return client;
  }

  private void awaitNoStreams() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (subscriptions.streams() > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Reads frames to the end; the code of the closing one. */
  private static int lastFrame(Socket client) throws IOException {
    client.setSoTimeout(20_000);
    DataInputStream in = new DataInputStream(client.getInputStream());
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        if (opcode == 8) {
          return in.readUnsignedShort();
        }
        in.skipNBytes(length);
      }
    } catch (EOFException e) {
      return 0;
    }
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
