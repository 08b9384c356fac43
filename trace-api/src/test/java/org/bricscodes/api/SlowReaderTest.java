package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for much and take nothing of it. */
final class SlowReaderTest {

  private static final Duration SOON = Duration.ofMillis(300);

  /** More than any socket buffers. */
  private static final int MUCH = 64 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Work work = new Work(vertx, "test", 2, 100);
  private final CountDownLatch freed = new CountDownLatch(1);

  @AfterEach
  void stop() {
    vertx.close().await();
    work.close();
  }

  @Test
  void streamNobodyReads_isBrokenOffBeforeItsEnd_andFreesWhatItHeld() throws Exception {
    int port = serve(Answer.streamed(Answer.BYTES, endless()));
    try (Socket client = ask(port)) {
      assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(endOf(client)).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void fileNobodyReads_isShorterThanItSaid() throws Exception {
    Answer file =
        Answer.streamed(Answer.BYTES, endless()).with("Content-Length", String.valueOf(MUCH));
    int port = serve(file);
    try (Socket client = ask(port)) {
      assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(endOf(client).length()).isLessThan(MUCH);
    }
  }

  @Test
  void answerNobodyReads_isShorterThanItSaid() throws Exception {
    int port = serve(Answer.of(200, Answer.BYTES, new byte[MUCH]));
    try (Socket client = ask(port)) {
      assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(endOf(client).length()).isLessThan(MUCH);
    }
  }

  @Test
  void readerWhoTakesItsTime_butReads_hasAllOfIt() throws Exception {
    int port = serve(Answer.streamed(Answer.BYTES, pieces(40)));
    try (Socket client = ask(port)) {
      InputStream in = client.getInputStream();
      for (int i = 0; i < 20; i++) {
        assertThat(in.readNBytes(64 << 10)).hasSize(64 << 10);
        TimeUnit.MILLISECONDS.sleep(20);
      }

      assertThat(endOf(client)).endsWith("\r\n0\r\n\r\n");
    }
  }

  /** Files of a million codes, as many as one party may have; nobody reads them. */
  @Test
  void filesNobodyReads_giveTheirPlacesBack(@TempDir Path data) throws Exception {
    Config config =
        Config.local(data)
            .withAdminKey(RunningServer.ADMIN_KEY)
            .withTiming(new Timing(SOON, Duration.ZERO, Duration.ofSeconds(10)));
    List<Socket> open = new ArrayList<>();
    try (RunningServer running = RunningServer.on(config)) {
      String factory = running.key("https://id.gs1.org/417/9521222000003", "exporter");
      HttpResponse<String> issued =
          running.post(
              factory,
              "/codes/batches",
              "{\"gtin\":\"09521222000018\",\"lot\":\"L\",\"product\":\"Oolong\","
                  + "\"quantity\":1000000}");
      String file =
          "/codes/batches/" + RunningServer.json(issued).path("id").asText() + "/codes.csv";
      for (int i = 0; i < OutputDoors.MAX_UNDER_WAY - 2; i++) {
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), running.server().address().getPort());
        open.add(socket);
        socket
            .getOutputStream()
            .write(
                ("GET "
                        + file
                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + factory
                        + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      }

      int status = 429;
      while (status == 429) {
        status = running.send(running.as(factory, file + "?count=1")).statusCode();
      }

      assertThat(status).isEqualTo(200);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private Pieces endless() {
    return pieces(Integer.MAX_VALUE);
  }

  private Pieces pieces(int count) {
    return new Pieces(
        work,
        new Pieces.Source() {
          private int made;

          @Override
          public @Nullable Buffer next() {
            return made++ == count ? null : Buffer.buffer(new byte[64 << 10]);
          }

          @Override
          public void close() {
            freed.countDown();
          }
        });
  }

  private int serve(Answer answer) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              request.connection().closeHandler(closed -> freed.countDown());
              Sending.send(request, answer, false, SOON);
            })
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  private static Socket ask(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client
        .getOutputStream()
        .write(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** All that is left to read, or as far as the connection goes. */
  private static String endOf(Socket client) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] part = new byte[1 << 16];
    client.setSoTimeout(60_000);
    try {
      InputStream in = client.getInputStream();
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        text.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketException broken) {
      return text.toString(); // it ends here, as it was closed with something unread
    }
    return text.toString();
  }
}
