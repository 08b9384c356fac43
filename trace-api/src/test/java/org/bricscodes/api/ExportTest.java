package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqStruct;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports over HTTP, each read back and held against what was captured. */
final class ExportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String CARRIER = "https://id.gs1.org/417/9521333000006";
  private static final String PACK = "https://id.gs1.org/01/09521222000018/21/A1";
  private static final String LOT = "https://id.gs1.org/01/09521222000018/10/L1";
  private static final String LEAF = "https://id.gs1.org/01/09521111000013/10/LEAF";
  private static final String CASE = "https://id.gs1.org/00/095212220000000018";
  private static final String PLANT = "https://id.gs1.org/414/9521222000018";

  /** Told in EPC URNs and over several lines, as partners do. */
  private static final List<String> FACTORY_EVENTS =
      List.of(
          """
          {"type":"TransformationEvent","eventID":"urn:uuid:1",
           "eventTime":"2026-05-01T10:00:00.123456789+08:00","eventTimeZoneOffset":"+08:00",
           "inputQuantityList":[{"epcClass":"%s","quantity":12.5,"uom":"KGM"}],
           "outputQuantityList":[{"epcClass":"%s","quantity":80},{"epcClass":"%s"}],
           "transformationID":"urn:example:batch:7","bizStep":"commissioning",
           "ilmd":{"example:grade":"a, \\"b\\"\\n"}}
          """
              .formatted(LEAF, LOT, "https://id.gs1.org/01/09521222000018/10/L2"),
          """
          {"type":"ObjectEvent","eventID":"urn:uuid:2","eventTime":"2026-05-02T10:00:00Z",
           "eventTimeZoneOffset":"+00:00","action":"ADD","bizStep":"commissioning",
           "disposition":"active","persistentDisposition":{"set":["completeness_verified"]},
           "readPoint":{"id":"urn:epc:id:sgln:9521222.00001.0"},
           "epcList":["urn:epc:id:sgtin:9521222.000001.A1"],
           "certificationInfo":["https://example.org/cert/1","https://example.org/cert/2"]}
          """,
          """
          {"type":"AggregationEvent","eventID":"urn:uuid:3","eventTime":"2026-05-03T10:00:00Z",
           "eventTimeZoneOffset":"-03:30","action":"ADD","bizStep":"packing","parentID":"%s",
           "childEPCs":["%s"],"childQuantityList":[{"epcClass":"%s","quantity":3}]}
          """
              .formatted(CASE, PACK, LOT));

  private static final List<String> CARRIER_EVENTS =
      List.of(
          """
          {"type":"TransactionEvent","eventID":"urn:uuid:4","eventTime":"2026-05-04T10:00:00Z",
           "eventTimeZoneOffset":"+00:00","action":"OBSERVE","bizStep":"shipping","epcList":["%s"],
           "bizTransactionList":[{"type":"po","bizTransaction":"urn:example:po:1"},
             {"bizTransaction":"urn:example:other:2"}],
           "sourceList":[{"type":"owning_party","source":"%s"}],
           "destinationList":[{"type":"possessing_party","destination":"%s"}]}
          """
              .formatted(CASE, FACTORY, CARRIER));

  @TempDir private Path data;
  private RunningServer running;
  private HttpClient client;
  private String factory;
  private String carrier;
  private String auditor;

  @SuppressWarnings("NullAway.Init") // set before each test
  ExportTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    factory = running.key(FACTORY, "exporter");
    carrier = running.key(CARRIER, "partner");
    auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");
  }

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  @Test
  void ndjson_holdsEveryEventAsReceived_withItsPlaceInTheLog() throws Exception {
    captureStory();

    HttpResponse<byte[]> answer = get(auditor, "/export/events.ndjson?orderBy=recordTime");
    List<JsonNode> rows = lines(answer.body());

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(answer.headers().firstValue("Trace-Snapshot-Size")).contains("4");
    assertThat(answer.headers().firstValue("Trace-Checkpoint-Size")).contains("4");
    assertThat(answer.headers().firstValue("Trace-Checkpoint"))
        .hasValueSatisfying(
            note ->
                assertThat(new String(Base64.getDecoder().decode(note), StandardCharsets.UTF_8))
                    .isEqualTo(running.get("/log/checkpoint").body()));
    assertThat(rows)
        .extracting(row -> row.path("sequence").asLong())
        .containsExactly(3L, 2L, 1L, 0L);
    for (JsonNode row : rows) {
      String told = story().get(row.path("sequence").asInt());
      assertThat(row.path("event")).isEqualTo(MAPPER.readTree(told));
      assertThat(row.path("covered").asBoolean()).isTrue();
      assertThat(row.path("eventID")).isEqualTo(row.path("event").path("eventID"));
      assertThat(row.path("eventHash").asText())
          .matches("ni:///sha-256;[0-9a-f]{64}\\?ver=CBV2\\.0");
      assertThat(row.path("contentDigest").asText()).matches("[0-9a-f]{64}");
      assertThat(row.path("recordTime").asText()).endsWith("Z");
      assertThat(row.path("context").isMissingNode()).isFalse();
    }
    assertThat(rows)
        .extracting(row -> row.path("party").asText())
        .containsExactly(CARRIER, FACTORY, FACTORY, FACTORY);
  }

  @Test
  void csv_holdsEveryEventInItsColumns() throws Exception {
    captureStory();

    List<Map<String, String>> rows = csv(get(auditor, "/export/events.csv?" + OLDEST_FIRST).body());

    assertThat(rows).hasSize(4);
    assertThat(rows.get(0))
        .containsEntry("sequence", "0")
        .containsEntry("covered", "true")
        .containsEntry("type", "TransformationEvent")
        .containsEntry("action", "")
        .containsEntry("eventTime", "2026-05-01T02:00:00.123456789Z")
        .containsEntry("eventTimeZoneOffset", "+08:00")
        .containsEntry("inputQuantityList", LEAF + " 12.5 KGM")
        .containsEntry("outputQuantityList", LOT + " 80|https://id.gs1.org/01/09521222000018/10/L2")
        .containsEntry("transformationID", "urn:example:batch:7");
    assertThat(rows.get(1))
        .containsEntry("bizStep", "commissioning")
        .containsEntry("disposition", "active")
        .containsEntry("persistentDispositionSet", "completeness_verified")
        .containsEntry("epcList", PACK)
        .containsEntry("readPoint", PLANT)
        .containsEntry(
            "certificationInfo", "https://example.org/cert/1|https://example.org/cert/2");
    assertThat(rows.get(2))
        .containsEntry("parentID", CASE)
        .containsEntry("childEPCs", PACK)
        .containsEntry("childQuantityList", LOT + " 3");
    assertThat(rows.get(3))
        .containsEntry("party", CARRIER)
        .containsEntry("bizTransactionList", "urn:example:po:1 po|urn:example:other:2")
        .containsEntry("sourceList", FACTORY + " owning_party")
        .containsEntry("destinationList", CARRIER + " possessing_party");
  }

  @Test
  void parquet_isReadByAnotherReader_andSaysWhatCsvAndNdjsonSay() throws Exception {
    captureStory();
    List<Map<String, String>> csv = csv(get(auditor, "/export/events.csv?" + OLDEST_FIRST).body());

    byte[] file = get(auditor, "/export/events.parquet?" + OLDEST_FIRST).body();

    int rows = 0;
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        RowReader row = parquet.rowReader()) {
      assertThat(parquet.getFileMetaData().keyValueMetadata())
          .containsEntry("bricscodes.snapshot", "4")
          .containsEntry("bricscodes.visibility", "everyone")
          .containsEntry("bricscodes.checkpoint", running.get("/log/checkpoint").body())
          .hasEntrySatisfying(
              "bricscodes.query", query -> assertThat(query).contains("orderDirection"));
      while (row.hasNext()) {
        row.next();
        Map<String, String> same = csv.get(rows);
        assertThat(row.getLong("sequence")).isEqualTo(rows);
        assertThat(row.getBoolean("covered")).isTrue();
        assertThat(row.getTimestamp("recordTime").toString()).isEqualTo(same.get("recordTime"));
        assertThat(row.getTimestamp("eventTime").toString())
            .isEqualTo(cell(same, "eventTime").replace("456789Z", "456Z"));
        for (String name : List.of("party", "eventID", "eventHash", "contentDigest", "type")) {
          assertThat(row.getString(name)).isEqualTo(same.get(name));
        }
        assertThat(row.isNull("action")).isEqualTo(cell(same, "action").isEmpty());
        assertThat(row.isNull("errorDeclarationTime")).isTrue();
        assertThat(String.join("|", row.getList("epcList").strings()))
            .isEqualTo(same.get("epcList"));
        assertThat(MAPPER.readTree(row.getString("event")))
            .isEqualTo(MAPPER.readTree(story().get(rows)));
        if (rows == 0) {
          PqStruct input = row.getList("inputQuantityList").structs().getFirst();
          assertThat(input.getString("epcClass")).isEqualTo(LEAF);
          assertThat(input.getDouble("quantity")).isEqualTo(12.5);
          assertThat(input.getString("uom")).isEqualTo("KGM");
          PqStruct output = row.getList("outputQuantityList").structs().getLast();
          assertThat(output.isNull("quantity")).isTrue();
        }
        rows++;
      }
      assertThat(parquet.getFileMetaData().numRows()).isEqualTo(4);
    }
    assertThat(rows).isEqualTo(4);
  }

  @Test
  void partner_getsItsOwnOnly_anUnknownParameterAndPagingAreRefused_inEveryFormat()
      throws Exception {
    captureStory();

    for (String suffix : List.of("ndjson", "csv", "parquet", "proof.json")) {
      String path = "/export/events." + suffix;
      assertThat(eventIDs(suffix, get(carrier, path).body())).containsExactly("urn:uuid:4");
      assertThat(eventIDs(suffix, get(auditor, path + "?" + OLDEST_FIRST).body()))
          .containsExactly("urn:uuid:1", "urn:uuid:2", "urn:uuid:3", "urn:uuid:4");
      assertThat(eventIDs(suffix, get(auditor, path + "?EQ_bizStep=packing").body()))
          .containsExactly("urn:uuid:3");
      assertThat(eventIDs(suffix, get(carrier, path + "?EQ_bizStep=packing").body())).isEmpty();
      for (String bad : List.of("EQ_nonsense=1", "perPage=1", "nextPageToken=x")) {
        assertThat(get(auditor, path + "?" + bad).statusCode()).as(bad).isEqualTo(400);
      }
      assertThat(running.get(path).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void proof_verifiesFromTheCommandLine_withTheServerGone(@TempDir Path files) throws Exception {
    captureStory();
    Path whole = files.resolve("events.proof.json");
    Files.write(whole, anchored("/export/events.proof.json"));
    Path own = files.resolve("own.json");
    Files.write(own, get(carrier, "/export/events.proof.json?EQ_bizStep=shipping").body());
    String key = running.get("/log/key").body().strip();
    running.close();
    Path forged = files.resolve("forged.json");
    Files.writeString(forged, Files.readString(whole).replace("urn:uuid:2", "urn:uuid:9"));
    Path other = files.resolve("other.json");
    Files.writeString(other, "{\"format\":\"bricscodes.org/result-set@v3\"}");

    StringWriter out = new StringWriter();
    assertThat(verify(out, whole, key)).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("PROVEN  4 events of a query's answer")
        .contains("as seen by everyone", "(pinned)", "urn:uuid:1", "urn:uuid:4")
        .containsPattern("anchored on directory:.*, covering [34] of these events");
    StringWriter ownOut = new StringWriter();
    assertThat(verify(ownOut, own, key)).isEqualTo(0);
    assertThat(ownOut.toString())
        .startsWith("PROVEN  1 event of a query's answer")
        .contains("as seen by " + CARRIER, "shipping");
    assertThat(verify(new StringWriter(), forged, key)).isEqualTo(1);
    assertThat(verify(new StringWriter(), other, key)).isEqualTo(2);
    running = RunningServer.in(data);
  }

  @Test
  void export_ofMany_isWhole_orBreaksOffVisibly_andOneThatIsLeftEndsTheWork() throws Exception {
    captureMany(21, 500);

    List<JsonNode> rows = lines(get(auditor, "/export/events.ndjson?" + OLDEST_FIRST).body());

    assertThat(rows).hasSize(10_500);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).path("sequence").asLong()).isEqualTo(i);
    }
    assertThat(get(auditor, "/export/events.csv?maxEventCount=10").statusCode()).isEqualTo(413);
    assertThatThrownBy(() -> get(auditor, "/export/events.csv?maxEventCount=600"))
        .isInstanceOf(IOException.class);
    HttpResponse<byte[]> proof = get(auditor, "/export/events.proof.json");
    assertThat(proof.statusCode()).isEqualTo(413);
    assertThat(new String(proof.body(), StandardCharsets.UTF_8)).contains("10000 events at most");
    for (int i = 0; i < 3 * ExportDoors.MAX_UNDER_WAY; i++) {
      leave("/export/events.ndjson");
    }
    for (int tries = 0; get(auditor, "/export/events.csv").statusCode() == 429; tries++) {
      assertThat(tries).as("abandoned exports free their places").isLessThan(200);
      Thread.sleep(50);
    }
  }

  @Test
  void http10_isRefused_sinceItCouldNotTellAShortFile() throws IOException {
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /export/events.csv HTTP/1.0\r\nAuthorization: Bearer " + auditor + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.0 400").contains("HTTP/1.1");
    }
  }

  private static final String OLDEST_FIRST = "orderBy=recordTime&orderDirection=ASC";

  private static int verify(StringWriter out, Path file, String key) {
    return Trace.command()
        .setOut(new PrintWriter(out))
        .execute("verify", file.toString(), "--log-key", key);
  }

  private static List<String> story() {
    List<String> all = new ArrayList<>(FACTORY_EVENTS);
    all.addAll(CARRIER_EVENTS);
    return all;
  }

  private void captureStory() throws Exception {
    capture(factory, FACTORY_EVENTS);
    capture(carrier, CARRIER_EVENTS);
    awaitLogged(4);
  }

  private void captureMany(int documents, int events) throws Exception {
    for (int d = 0; d < documents; d++) {
      List<String> told = new ArrayList<>();
      for (int e = 0; e < events; e++) {
        told.add(
            """
            {"type":"ObjectEvent","eventID":"urn:x:%d:%d","eventTime":"2026-05-02T10:00:00Z",
            "eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["%s%d-%d"]}\
            """
                .formatted(d, e, PACK, d, e));
      }
      capture(factory, told);
    }
    awaitLogged((long) documents * events);
  }

  private void capture(String key, List<String> events) throws Exception {
    String document =
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         {"example":"https://ns.example.com/epcis/"}],
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
         "epcisBody":{"eventList":[%s]}}
        """
            .formatted(String.join(",", events));
    HttpResponse<String> accepted =
        running.send(
            running
                .as(key, "/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .POST(BodyPublishers.ofString(document)));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String job = URI.create(accepted.headers().firstValue("Location").orElseThrow()).getPath();
    JsonNode state = json(running.send(running.as(key, job)));
    while (state.path("running").asBoolean()) {
      Thread.sleep(10);
      state = json(running.send(running.as(key, job)));
    }
    assertThat(state.path("success").asBoolean()).as(state.toString()).isTrue();
  }

  private void awaitLogged(long size) throws InterruptedException {
    while (Long.parseLong(running.get("/log/checkpoint").body().split("\n", -1)[1]) < size) {
      Thread.sleep(20);
    }
  }

  private HttpResponse<byte[]> get(String key, String path)
      throws IOException, InterruptedException {
    HttpRequest request = running.as(key, path).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  /** The file once a ledger called an anchor over it final; the running server has one. */
  private byte[] anchored(String path) throws Exception {
    byte[] file = get(auditor, path).body();
    while (MAPPER.readTree(file).path("anchors").isEmpty()) {
      Thread.sleep(100);
      file = get(auditor, path).body();
    }
    return file;
  }

  /** Asks, reads the first bytes of the answer, and goes. */
  private void leave(String path) throws IOException {
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + auditor + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(100)).hasSize(100);
    }
  }

  private static List<String> eventIDs(String suffix, byte[] file) throws IOException {
    List<String> ids = new ArrayList<>();
    switch (suffix) {
      case "ndjson" -> lines(file).forEach(row -> ids.add(row.path("eventID").asText()));
      case "csv" -> csv(file).forEach(row -> ids.add(cell(row, "eventID")));
      case "proof.json" -> {
        for (JsonNode event : MAPPER.readTree(file).path("events")) {
          ids.add(MAPPER.readTree(event.path("event").asText()).path("eventID").asText());
        }
      }
      default -> {
        try (ParquetFileReader parquet =
                ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
            RowReader row = parquet.rowReader()) {
          while (row.hasNext()) {
            row.next();
            ids.add(row.getString("eventID"));
          }
        }
      }
    }
    return ids;
  }

  private static List<JsonNode> lines(byte[] file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
    for (String line : text.lines().toList()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  private static String cell(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  /** By RFC 4180, letter by letter. */
  private static List<Map<String, String>> csv(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\r')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\r') {
          assertThat(text.charAt(++i)).isEqualTo('\n');
          lines.add(line);
          line = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> values : lines.subList(1, lines.size())) {
      assertThat(values).hasSameSizeAs(lines.getFirst());
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        row.put(lines.getFirst().get(i), values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
