package org.bricscodes.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a service whose connections break again and again. */
final class ResumableDownloadTest {

  private static final String TAG = "\"v1\"";

  @TempDir private Path folder;

  private final byte[] whole = bytes(1, 1_000_000);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** What the service has, how it is named, and after how many bytes of it a connection breaks. */
  private volatile byte[] served = whole;

  private volatile String tag = TAG;
  private volatile boolean heedsCondition = true;
  private volatile int breaksAfter = Integer.MAX_VALUE;

  private HttpServer server;
  private TraceClient client;
  private Path file;

  @SuppressWarnings("NullAway.Init") // set before each test
  ResumableDownloadTest() {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        TraceClient.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "key")
            .patient(Duration.ofSeconds(20));
    file = folder.resolve("codes.csv");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void connectionThatBreaksManyTimes_isMadeAgain_untilTheFileIsWhole() throws IOException {
    breaksAfter = 90_000;

    download(Codes.Begin.ANEW);

    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    assertThat(asked).hasSize(12).first().isEqualTo("all");
    assertThat(asked.subList(1, 12)).allMatch(range -> range.endsWith("- if " + TAG));
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".part"));
  }

  @Test
  void serviceThatSendsNothingMore_isGivenUp_andWhatCameIsKept() throws IOException {
    breaksAfter = 0;
    Files.write(folder.resolve("codes.csv.part"), slice(0, 123_456));
    Files.writeString(folder.resolve("codes.csv.part.tag"), TAG);

    assertThatThrownBy(() -> download(Codes.Begin.RESUMING))
        .isInstanceOf(ApiFailure.Unreachable.class);

    assertThat(asked).hasSize(4).allMatch(range -> range.equals("bytes=123456- if " + TAG));
    assertThat(folder.resolve("codes.csv.part")).hasSize(123_456);
    assertThat(file).doesNotExist();

    breaksAfter = Integer.MAX_VALUE;
    download(Codes.Begin.RESUMING);

    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void downloadThatBeginsAnew_forgetsWhatLiesThere() throws IOException {
    Files.write(folder.resolve("codes.csv.part"), slice(0, 123_456));
    Files.writeString(folder.resolve("codes.csv.part.tag"), TAG);

    download(Codes.Begin.ANEW);

    assertThat(asked).containsExactly("all");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void fileThatIsAnotherByNow_isFetchedFromItsBeginning() throws IOException {
    Files.write(folder.resolve("codes.csv.part"), slice(0, 123_456));
    Files.writeString(folder.resolve("codes.csv.part.tag"), TAG);
    served = bytes(2, 400_000);
    tag = "\"v2\"";
    breaksAfter = 150_000;

    download(Codes.Begin.RESUMING);

    assertThat(Files.readAllBytes(file)).isEqualTo(served);
    assertThat(asked)
        .containsExactly(
            "bytes=123456- if \"v1\"", "bytes=150000- if \"v2\"", "bytes=300000- if \"v2\"");
  }

  @Test
  void partOfAnotherFile_isNotPutBehindWhatLiesThere() throws IOException {
    Files.write(folder.resolve("codes.csv.part"), slice(0, 123_456));
    Files.writeString(folder.resolve("codes.csv.part.tag"), "\"v0\"");
    heedsCondition = false; // as a broken cache between us might

    download(Codes.Begin.RESUMING);

    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    assertThat(asked).containsExactly("bytes=123456- if \"v0\"", "all");
  }

  @Test
  void partThatIsWholeAlready_onlyGetsItsName() throws IOException {
    Files.write(folder.resolve("codes.csv.part"), whole);
    Files.writeString(folder.resolve("codes.csv.part.tag"), TAG);

    download(Codes.Begin.RESUMING);

    assertThat(asked).containsExactly("bytes=1000000- if \"v1\"");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void tagFileThatHoldsSomethingElse_isNotSent() throws IOException {
    Files.write(folder.resolve("codes.csv.part"), slice(0, 1000));
    Files.writeString(folder.resolve("codes.csv.part.tag"), "\"a\"\r\nX-Evil: 1");

    download(Codes.Begin.RESUMING);

    assertThat(asked).containsExactly("all");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void options_areInTheAddress_encodedAndInOrder() {
    assertThat(
            BatchFileRequest.of("labels.pdf")
                .with("sheet", "a4 3x8")
                .with("base", "https://x.example/a&b")
                .target())
        .isEqualTo("labels.pdf?base=https%3A%2F%2Fx.example%2Fa%26b&sheet=a4%203x8");
  }

  private void download(Codes.Begin begin) throws IOException {
    client.codes().download("B1", BatchFileRequest.csv(), file, begin, DownloadProgress.NONE);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      asked.add(range == null ? "all" : range + " if " + condition);
      byte[] bytes = served;
      exchange.getResponseHeaders().set("ETag", tag);
      int from = 0;
      if (range != null && (tag.equals(condition) || !heedsCondition)) {
        from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= bytes.length) {
          exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        exchange.sendResponseHeaders(206, bytes.length - from);
      } else {
        exchange.sendResponseHeaders(200, bytes.length);
      }
      exchange.getResponseBody().write(bytes, from, Math.min(breaksAfter, bytes.length - from));
      exchange.getResponseBody().flush();
    }
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(whole, from, to);
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
