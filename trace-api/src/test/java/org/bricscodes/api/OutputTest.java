package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bricscodes.api.output.BatchFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a batch over HTTP. */
final class OutputTest {

  private static final String PARTY = "https://id.gs1.org/417/9521222000001";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @SuppressWarnings("NullAway.Init") // set before each test
  OutputTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(PARTY, "exporter");
  }

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void range_ofAnyFile_isThatPartOfTheWhole(BatchFormat format) {
    String file = batch(3_000) + "/" + format.segment();
    long seed = System.nanoTime();
    System.out.println("OutputTest " + format + " seed " + seed);
    Random random = new Random(seed);
    HttpResponse<byte[]> whole = get(file);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
    int length = whole.body().length;

    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(length);
      int last = from + random.nextInt(Math.min(length - from, 300_000));
      HttpResponse<byte[]> part = get(file, "Range", "bytes=" + from + "-" + last);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(header(part, "Content-Range"))
          .isEqualTo("bytes " + from + "-" + last + "/" + length);
      assertThat(header(part, "ETag")).isEqualTo(header(whole, "ETag"));
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), from, last + 1));
    }
    HttpResponse<byte[]> end = get(file, "Range", "bytes=-100");
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole.body(), length - 100, length));
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void range_ofAFileNobodyHasReadYet_isMeasuredForAndAnswered(BatchFormat format) {
    String file = batch(700) + "/" + format.segment();

    HttpResponse<byte[]> end = get(file, "Range", "bytes=1000-");

    assertThat(end.statusCode()).isEqualTo(206);
    byte[] whole = get(file).body();
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole, 1000, whole.length));
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void head_ofAFileThatWasRead_saysItsLength(BatchFormat format) {
    String file = batch(300) + "/" + format.segment();
    HttpResponse<byte[]> whole = get(file);

    HttpResponse<byte[]> head =
        send(
            request(file)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Range", "bytes=0-1"));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(whole.body().length));
    assertThat(header(head, "ETag")).isEqualTo(header(whole, "ETag"));
    assertThat(header(head, "Content-Type")).isEqualTo(header(whole, "Content-Type"));
  }

  @Test
  void ifRange_withTheTagOfAnotherFile_isAnsweredByTheWhole() {
    String id = batch(100);
    String other = header(get(id + "/codes.ndjson"), "ETag");
    HttpResponse<byte[]> whole = get(id + "/codes.csv");

    for (String stale :
        List.of(other, "W/" + header(whole, "ETag"), "Sat, 21 Nov 2026 10:00:00 GMT")) {
      HttpResponse<byte[]> answer = get(id + "/codes.csv", "Range", "bytes=5-9", "If-Range", stale);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(whole.body());
    }
    HttpResponse<byte[]> part =
        get(id + "/codes.csv", "Range", "bytes=5-9", "If-Range", header(whole, "ETag"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 5, 10));
  }

  @Test
  void range_behindTheEnd_is416WithTheLength() {
    String file = batch(10) + "/codes.csv";
    int length = get(file).body().length;

    HttpResponse<byte[]> answer = get(file, "Range", "bytes=" + length + "-");

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + length);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("range-not-satisfiable");
  }

  @Test
  void conditions_areEvaluatedBeforeTheRange() {
    String file = batch(10) + "/codes.csv";
    String tag = header(get(file), "ETag");

    assertThat(get(file, "If-None-Match", "\"x\", " + tag).statusCode()).isEqualTo(304);
    assertThat(get(file, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    assertThat(get(file, "If-Match", tag, "Range", "bytes=0-1").statusCode()).isEqualTo(206);
    assertThat(get(file, "If-Match", "\"x\"", "Range", "bytes=0-1").statusCode()).isEqualTo(412);
  }

  @Test
  void faultyOptions_areAllNamed() {
    var answer =
        running.send(running.as(factory, batch(10) + "/codes.csv?from=10&colour=red&header=maybe"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("colour", "header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"codes.csv", "codes.ndjson"})
  void file_ofAnotherPartysBatch_isRefused(String segment) {
    String other = running.key("https://id.gs1.org/417/9521333000006", "exporter");

    var answer = running.send(running.as(other, batch(10) + "/" + segment));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).path("code").asText()).isEqualTo("not-yours");
  }

  @Test
  void files_moreThanOnePartyMayHaveUnderWay_areRefusedForItAlone() throws IOException {
    String file = batch(2_000_000) + "/codes.csv";
    String mine =
        "GET " + file + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + factory + "\r\n\r\n";
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < OutputDoors.MAX_UNDER_WAY - 2; i++) {
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), running.server().address().getPort());
        open.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(mine.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      }

      HttpResponse<byte[]> one = get(file);
      assertThat(one.statusCode()).isEqualTo(429);
      assertThat(header(one, "Retry-After")).isEqualTo("1");
      assertThat(send(running.admin(file + "?count=1")).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** A million codes: broken off, gone on with, the service restarted in between. */
  @Test
  void download_brokenOffAndResumedAfterARestart_isTheSameMillionCodes() throws Exception {
    String base = "?base=https://trace.example";
    String file = batch(1_000_000) + "/codes.csv" + base;
    HttpResponse<byte[]> whole = get(file);
    String tag = header(whole, "ETag");
    byte[] got = brokenOff(file, 30_000_000);

    running.close();
    running = RunningServer.in(data);
    factory = running.key(PARTY, "exporter");
    HttpResponse<byte[]> rest = get(file, "Range", "bytes=" + got.length + "-", "If-Range", tag);

    assertThat(rest.statusCode()).isEqualTo(206);
    MessageDigest resumed = MessageDigest.getInstance("SHA-256");
    resumed.update(got);
    resumed.update(rest.body());
    String hash = HexFormat.of().formatHex(resumed.digest());
    assertThat(hash).isEqualTo(sha256(whole.body())).isEqualTo(sha256(get(file).body()));
    System.out.println(
        "1,000,000 codes, broken off at byte " + got.length + ", resumed: SHA-256 " + hash);
  }

  private byte[] brokenOff(String file, int after) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request(file).build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      return body.readNBytes(after);
    }
  }

  /** The address of a new batch. */
  private String batch(long quantity) {
    var issued =
        running.post(
            factory,
            "/codes/batches",
            "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"product\":\"Oolong\",\"quantity\":"
                + quantity
                + "}");
    return "/codes/batches/" + json(issued).path("id").asText();
  }

  private HttpRequest.Builder request(String path) {
    return running.as(factory, path);
  }

  private HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
