package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.TraceClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code trace capture} against the real service. */
final class CaptureCommandTest {

  @TempDir private Path data;
  @TempDir private Path folder;
  private RunningServer running;
  private String key;

  @SuppressWarnings("NullAway.Init") // set before each test
  CaptureCommandTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    key = running.key("https://id.gs1.org/417/9521222000001", "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private record Said(int exit, List<String> out, String err) {}

  @Test
  void file_largerThanADocument_isCut_andKnownWhenSentAgain() throws IOException {
    Path file = write("events.jsonld", document(IntStream.range(0, 1_201)));

    Said first = capture(file);
    Said again = capture(file);

    assertThat(first.out())
        .containsExactly(
            file + ": 1,201 recorded, 0 known, 0 refused",
            "1,201 recorded, 0 known, 0 refused, in 1 file");
    assertThat(first.exit()).isZero();
    assertThat(again.out()).last().isEqualTo("0 recorded, 1,201 known, 0 refused, in 1 file");
    assertThat(again.exit()).isZero();
    TraceClient client = TraceClient.of(running.server().address(), key);
    assertThat(client.events().stream(EventFilter.everything()).count()).isEqualTo(1_201);
  }

  @Test
  void fault_isToldInTermsOfTheFile_andTakesItsDocumentOnly() throws IOException {
    String document =
        document(IntStream.range(0, 700)).replace("item-600\"", "item-600\",\"no uri\"");
    Path file = write("events.json", document);

    Said said = capture(file);

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out().getFirst())
        .startsWith(file + ": event 601, line 602, /epcList/1: ")
        .contains("no uri");
    assertThat(said.out()).last().isEqualTo("500 recorded, 0 known, 200 refused, in 1 file");
  }

  @Test
  void proceed_refusesTheFaultyEventAlone() throws IOException {
    String document =
        document(IntStream.range(0, 700)).replace("item-600\"", "item-600\",\"no uri\"");
    Path file = write("events.json", document);

    Said said = capture("--proceed", file);

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out().getFirst()).startsWith(file + ": event 601, line 602, /epcList/1: ");
    assertThat(said.out()).last().isEqualTo("699 recorded, 0 known, 1 refused, in 1 file");
  }

  @Test
  void xmlFile_isCut_andItsFaultToldByLine() throws IOException {
    String document =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    """
                    <ObjectEvent>
                    <eventTime>2026-05-02T10:00:00+08:00</eventTime>
                    <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                    <epcList><epc>https://id.gs1.org/01/09521222000018/21/item-%d</epc></epcList>
                    <action>%s</action>
                    </ObjectEvent>
                    """
                        .formatted(i, i == 600 ? "LOOK" : "OBSERVE"))
            .collect(
                Collectors.joining(
                    "",
                    "<e:EPCISDocument xmlns:e=\"urn:epcglobal:epcis:xsd:2\" schemaVersion=\"2.0\""
                        + " creationDate=\"2026-05-04T17:00:00Z\">\n<EPCISBody><EventList>\n",
                    "</EventList></EPCISBody></e:EPCISDocument>"));
    Path file = write("events.xml", document);

    Said said = capture("--proceed", file);

    assertThat(said.out()).last().isEqualTo("699 recorded, 0 known, 1 refused, in 1 file");
    assertThat(said.out().getFirst())
        .startsWith(file + ": event 601, line 3607, /")
        .contains("LOOK");
  }

  @Test
  void folder_standsForItsFiles_packedOnesToo() throws IOException {
    write("a/1.json", document(IntStream.range(0, 2)));
    write("a/notes.txt", "not for us");
    Path packed = folder.resolve("a/b/2.jsonld.gz");
    Files.createDirectories(packed.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(document(IntStream.range(2, 5)).getBytes(StandardCharsets.UTF_8));
    }

    Said said = capture(folder.resolve("a"));

    assertThat(said.exit()).isZero();
    assertThat(said.out()).last().isEqualTo("5 recorded, 0 known, 0 refused, in 2 files");
  }

  @Test
  void brokenFile_isRefusedWhole_theOthersGo() throws IOException {
    String sound = document(IntStream.range(0, 700));
    Path broken = write("broken.json", sound.substring(0, sound.length() - 10));
    Path zip = write("archive.xlsx", "PK\3\4 and so on");
    Path good = write("good.json", document(IntStream.range(800, 801)));

    Said said = capture(broken, zip, good);

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out())
        .anyMatch(line -> line.matches(".*broken.json: line 70\\d: not JSON: .*"))
        .contains(zip + ": the workbook is damaged; save it again as .xlsx")
        .last()
        .isEqualTo("1 recorded, 0 known, 0 refused, in 3 files");
  }

  @Test
  void missingFile_andWrongKey_areTold() throws IOException {
    Path file = write("good.json", document(IntStream.range(0, 1)));

    Said missing = capture(folder.resolve("none.json"));
    key = "wrong";
    Said stranger = capture(file);

    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("none.json cannot be read: is it there?");
    assertThat(stranger.exit()).isEqualTo(1);
    assertThat(stranger.err()).contains("answered 401").doesNotContain("wrong");
  }

  @Test
  void spreadsheet_isSentWhole_orNotAtAll_orItsSoundRows() throws IOException {
    String sound =
        """
        type,eventTime,eventTimeZoneOffset,action,epcList,bizStep
        ObjectEvent,2026-05-02 10:00,+08:00,OBSERVE,https://id.gs1.org/01/09521222000018/21/A,packing
        ObjectEvent,2026-05-02 11:00,+08:00,OBSERVE,https://id.gs1.org/01/09521222000018/21/A,shipping
        """;
    Path good = write("good.csv", sound);
    Path faulty = write("faulty.csv", sound.replace("packing", "paking").replace("10:00", "25:00"));

    Said refused = capture(faulty);
    Said sent = capture(good);
    Said proceeded = capture("--proceed", faulty);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .containsExactly(
            faulty
                + ": row 2, column eventTime: \"2026-05-02 25:00\" is no date and time; write"
                + " 2026-05-02 10:00, 2026-05-02T10:00:00+08:00, or a date and time cell",
            faulty
                + ": row 2, column bizStep: \"paking\" is not a standard business step; did you"
                + " mean \"packing\"? write a word of CBV 2.0, or a URI or CURIE for one of your"
                + " own",
            faulty + ": nothing of it was sent; put it right, or send what is with --proceed",
            faulty + ": 0 recorded, 0 known, 2 refused",
            "0 recorded, 0 known, 2 refused, in 1 file");
    assertThat(sent.out()).last().isEqualTo("2 recorded, 0 known, 0 refused, in 1 file");
    assertThat(sent.exit()).isZero();
    assertThat(proceeded.out()).last().isEqualTo("0 recorded, 1 known, 1 refused, in 1 file");
    assertThat(proceeded.exit()).isEqualTo(1);
  }

  @Test
  void template_isWritten_once() {
    Path file = folder.resolve("events.xlsx");

    assertThat(capture("--template", file).exit()).isZero();
    assertThat(capture("--template", file).exit()).isEqualTo(2);
    assertThat(capture("--template", folder.resolve("events.ods")).exit()).isEqualTo(2);
    assertThat(capture(file).out().getFirst())
        .isEqualTo(file + ": there is no event in it: fill in rows below the headings");
  }

  private Said capture(Object... arguments) {
    CommandLine command = Trace.command();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all =
        new java.util.ArrayList<>(
            List.of("capture", "--url", running.server().address().toString(), "--key", key));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    int exit = command.execute(all.toArray(String[]::new));
    return new Said(exit, out.toString().lines().toList(), err.toString());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String document(IntStream numbers) {
    return numbers
        .mapToObj(
            i ->
                "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-05-02T10:00:00+08:00\","
                    + "\"eventTimeZoneOffset\":\"+08:00\",\"action\":\"OBSERVE\","
                    + "\"bizStep\":\"shipping\",\"epcList\":"
                    + "[\"https://id.gs1.org/01/09521222000018/21/item-%d\"]}".formatted(i))
        .collect(
            Collectors.joining(
                ",\n",
                "{\"@context\":\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                    + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":"
                    + "\"2026-05-04T17:00:00Z\",\"epcisBody\":{\"eventList\":[\n",
                "]}}"));
  }
}
