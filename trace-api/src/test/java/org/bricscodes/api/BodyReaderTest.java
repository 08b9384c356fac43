package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that come late, come on and on, or are too large; each answered, none kept. */
final class BodyReaderTest {

  private static final int LIMIT = 1_000;
  private static final int PATIENCE = 60_000;

  private final Vertx vertx = Vertx.vertx();

  BodyReaderTest() {}

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void bodyInTime_isThere() throws Exception {
    try (Socket client = ask(Duration.ofMinutes(1), 5)) {
      client.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));

      assertThat(status(client)).isEqualTo("200");
    }
  }

  @Test
  void bodyThatIsTooLarge_isRefusedBeforeItComes() throws Exception {
    try (Socket client = ask(Duration.ofMinutes(1), LIMIT + 1)) {
      assertThat(status(client)).isEqualTo("413");
    }
  }

  @Test
  void bodyThatDoesNotCome_isAnswered408_andTheConnectionEnds() throws Exception {
    try (Socket client = ask(Duration.ofMillis(100), 5)) {
      assertThat(status(client)).isEqualTo("408");
      assertThat(untilEnd(client)).isPositive();
    }
  }

  /** Its end would never come, and with it no end of the connection in good order. */
  @ParameterizedTest
  @CsvSource({LIMIT + ",408", PATIENCE + ",413"})
  void bodyThatComesByteByByte_isAnswered_andTheConnectionIsCut(int length, String status)
      throws Exception {
    try (Socket client = ask(Duration.ofMillis(100), length)) {
      Thread sender = Thread.ofVirtual().start(() -> trickle(client));

      assertThat(status(client)).isEqualTo(status);
      assertThat(untilEnd(client)).isPositive();
      sender.join(Duration.ofMillis(PATIENCE));
      assertThat(sender.isAlive()).as("it can send no more").isFalse();
    }
  }

  private Socket ask(Duration within, int length) throws IOException {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> answer(request, within))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(PATIENCE);
    client
        .getOutputStream()
        .write(
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static void answer(HttpServerRequest request, Duration within) {
    Future<byte[]> body = BodyReader.read(request, LIMIT, within);
    var _ =
        body.onSuccess(bytes -> end(request, 200))
            .onFailure(e -> end(request, ((Problem) e).kind().status()));
  }

  private static void end(HttpServerRequest request, int status) {
    var _ = request.response().setStatusCode(status).end();
  }

  private static String status(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    return new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9);
  }

  /** Bytes until the connection ended, in whatever way. */
  private static int untilEnd(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    int bytes = 0;
    try {
      while (in.read() >= 0) {
        bytes++;
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException cut) {
      assertThat(cut).hasMessageContaining("reset");
    }
    return bytes;
  }

  private static void trickle(Socket client) {
    try {
      OutputStream out = client.getOutputStream();
      for (int i = 0; i < PATIENCE / 20; i++) {
        out.write('x');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      assertThat(e).isNotNull(); // it was cut
    }
  }
}
