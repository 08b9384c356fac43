package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.epcis.EpcisDocuments;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * {@code trace query} against the real service, which holds 5 events of shipping and 2 of packing,
 * and what tests add of other steps.
 */
@SuppressWarnings("NullAway.Init") // the service is started before the tests
final class QueryCommandTest {

  @TempDir static Path data;
  @TempDir private Path folder;

  private static RunningServer running;
  private static String key;

  @BeforeAll
  static void start() {
    running = RunningServer.in(data);
    key = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    TraceClient client = TraceClient.of(running.server().address(), key);
    capture(
        client,
        IntStream.range(0, 7).mapToObj(i -> event(i, i < 5 ? "shipping" : "packing")).toList());
    // A proof is of what the newest checkpoint covers.
    while (client
        .text("/log/checkpoint")
        .lines()
        .skip(1)
        .findFirst()
        .filter("7"::equals)
        .isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static String event(int number, String bizStep) {
    return """
    {"type":"ObjectEvent","eventTime":"2026-05-02T10:0%d:00.000+08:00",
     "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"%s",
     "epcList":["https://id.gs1.org/01/09521222000018/21/Q%d"],"example:line":"%d"}
    """
        .formatted(number % 10, bizStep, number, number);
  }

  private static void capture(TraceClient client, List<String> events) {
    String document =
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
          {"example":"https://example.org/"}],
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
         "epcisBody":{"eventList":[%s]}}
        """
            .formatted(String.join(",", events));
    client
        .captures()
        .capture(
            document.getBytes(StandardCharsets.UTF_8), EventForm.JSON, ErrorBehaviour.ROLLBACK);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private record Said(int exit, String out, String err) {}

  @Test
  void json_isADocumentAPage_upToTheLimit_whichIsTold() {
    Said limited = query("--limit", "3", "EQ_bizStep=shipping");
    Said all = query("--all", "EQ_bizStep=shipping|packing");

    assertThat(limited.exit()).isZero();
    assertThat(count(limited.out(), "EPCISQueryDocument")).isEqualTo(1);
    assertThat(count(limited.out(), "\"ObjectEvent\"")).isEqualTo(3);
    assertThat(limited.err()).contains("there are more events: --all, or a larger --limit");
    assertThat(count(all.out(), "\"ObjectEvent\"")).isEqualTo(7);
    assertThat(all.err()).isEmpty();
  }

  @Test
  void identifiers_areWrittenAsAsked() {
    Said never = query("--epc-format", "Never_Translates", "EQ_bizStep=packing");
    Said unknown = query("--epc-format", "Sometimes", "EQ_bizStep=packing");

    assertThat(never.out()).contains("https://id.gs1.org/01/09521222000018/21/Q5");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("--epc-format is one of [No_Preference,");
  }

  @Test
  void xml_isADocumentAPage_withWordsAsAsked() {
    Said xml = query("--format", "xml", "--cbv-format", "Always_URN", "EQ_bizStep=packing");

    assertThat(xml.exit()).as(xml.err()).isZero();
    assertThat(count(xml.out(), "<ObjectEvent>")).isEqualTo(2);
    assertThat(xml.out()).contains("urn:epcglobal:cbv:bizstep:packing");
    assertThat(xml.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void pagesInOneFile_nobodyCouldRead_soEachIsAFile(String format) throws IOException {
    String bizStep = format.equals("json") ? "receiving" : "loading";
    TraceClient client = TraceClient.of(running.server().address(), key);
    for (int from = 100; from < 1_300; from += 400) {
      capture(
          client,
          IntStream.range(from, Math.min(from + 400, 1_101))
              .mapToObj(i -> event(i, bizStep))
              .toList());
    }
    List<Path> files =
        Stream.of("f.", "f-2.", "f-3.").map(n -> folder.resolve(n + format)).toList();

    Said saved =
        query(
            "--all",
            "--format",
            format,
            "--out",
            files.getFirst().toString(),
            "EQ_bizStep=" + bizStep);

    assertThat(saved.exit()).as(saved.err()).isZero();
    assertThat(saved.err().strip())
        .isEqualTo("3 pages, a file each: %s, %s to %s".formatted(files.toArray(Object[]::new)));
    assertThat(folder.toFile().list()).hasSize(3);
    List<Integer> events = new ArrayList<>();
    for (Path page : files) {
      ParsedDocument read = new EpcisDocuments(EpcisLimits.DEFAULT).parse(Files.readAllBytes(page));
      assertThat(read.faults()).isEmpty();
      events.add(read.eventCount());
    }
    assertThat(events).containsExactly(500, 500, 1);
  }

  @Test
  void proof_isSaved_andVerifies() {
    Path proof = folder.resolve("proof.json");
    Said saved = query("--format", "proof", "--out", proof.toString(), "EQ_bizStep=packing");

    assertThat(saved.exit()).as(saved.err()).isZero();
    assertThat(Trace.command().execute("verify", proof.toString())).isZero();
  }

  @Test
  void queryFile_saysWhatIsAsked_theCommandLineHasTheLastWord() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("query.json"),
            """
            {"name":"n","query":{"EQ_bizStep":["shipping","packing"],
             "GE_eventTime":"2026-05-02T10:04:00.000+08:00"}}
            """);

    Said both = query("--query-file", file.toString());
    Said one = query("--query-file", file.toString(), "EQ_bizStep=packing");

    assertThat(count(both.out(), "\"ObjectEvent\"")).as(both.err()).isEqualTo(3);
    assertThat(count(one.out(), "\"ObjectEvent\"")).isEqualTo(2);
  }

  @Test
  void exports_areSavedWhole() throws IOException {
    Path csv = folder.resolve("events.csv");
    Path ndjson = folder.resolve("events.ndjson");
    Path parquet = folder.resolve("events.parquet");

    assertThat(query("--format", "csv", "--out", csv.toString(), "EQ_bizStep=packing").exit())
        .isZero();
    String ours = "EQ_bizStep=shipping|packing";
    assertThat(query("--format", "ndjson", "--out", ndjson.toString(), ours).exit()).isZero();
    assertThat(query("--format", "parquet", "--out", parquet.toString()).exit()).isZero();

    assertThat(Files.readAllLines(csv)).hasSize(3);
    assertThat(Files.readAllLines(ndjson)).hasSize(7);
    assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1))
        .startsWith("PAR1")
        .endsWith("PAR1");
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(3);
    }
  }

  @Test
  void unusableInput_isExitCode2_aRefusal1() {
    assertThat(query("EQ_bizStep").exit()).isEqualTo(2);
    assertThat(query("--format", "parquet").exit()).isEqualTo(2);
    assertThat(query("--format", "csv", "--named", "n").exit()).isEqualTo(2);
    assertThat(query("--named", "n", "EQ_bizStep=packing").exit()).isEqualTo(2);
    Said refused = query("EQ_nonsense=1");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("EQ_nonsense");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void help_teachesByExamples() {
    assertThat(query("--help").out())
        .contains("trace query --all --format parquet --out shipped.parquet EQ_bizStep=shipping");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static Said query(String... arguments) {
    CommandLine command = Trace.command();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all =
        new ArrayList<>(
            List.of("query", "--url", running.server().address().toString(), "--key", key));
    all.addAll(List.of(arguments));
    int exit = command.execute(all.toArray(String[]::new));
    return new Said(exit, out.toString(), err.toString());
  }
}
