package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code trace links} against the real service. */
final class LinksCommandTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final String TEA =
      "{\"itemDescription\": \"Tea\", \"links\": [{\"linkType\": \"gs1:pip\","
          + " \"href\": \"https://b.example/\"}]}";

  @TempDir private Path folder;
  private RunningServer running;
  private String key = "";
  private String printed = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  LinksCommandTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(folder.resolve("data"));
    key = running.key("https://id.gs1.org/417/9521222000001", "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void links_areSet_shown_andRemoved() throws IOException {
    Path file = Files.writeString(folder.resolve("tea.json"), TEA);

    assertThat(trace("set", "https://any.example" + PRODUCT, file.toString())).isZero();
    assertThat(trace("show", PRODUCT)).isZero();
    assertThat(printed).contains("\"href\":\"https://b.example/\"");
    assertThat(trace("remove", PRODUCT)).isZero();
    assertThat(trace("show", PRODUCT)).isEqualTo(1);
  }

  @Test
  void faultyInput_isUnusable_namingEveryFault() throws IOException {
    Path faulty = Files.writeString(folder.resolve("f.json"), TEA.replace("gs1:pip", "gs1:PIP"));
    Path text = Files.writeString(folder.resolve("t.json"), "tea");

    assertThat(trace("set", PRODUCT, faulty.toString())).isEqualTo(2);
    assertThat(printed).contains("/links/0/linkType", "spells it gs1:pip");
    assertThat(trace("set", PRODUCT, text.toString())).isEqualTo(2);
    assertThat(trace("set", "/01/09521222000019", faulty.toString())).isEqualTo(2);
    assertThat(trace("set", PRODUCT, folder.resolve("none.json").toString())).isEqualTo(2);
  }

  @Test
  void import_sendsALargeFileInParts_andItsExportIsTheSame() throws IOException {
    String lines =
        IntStream.range(0, 6_000)
            .mapToObj(
                i -> "{\"anchor\": \"%s/21/S%04d\", %s".formatted(PRODUCT, i, TEA.substring(1)))
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("links.ndjson"), lines);
    Path out = folder.resolve("out.ndjson");

    assertThat(trace("import", file.toString())).isZero();
    assertThat(printed).contains("from line 1: 5000 new", "from line 5001: 1000 new");
    assertThat(trace("export", "--out", out.toString())).isZero();
    assertThat(Files.readAllLines(out)).hasSize(6_000);
    assertThat(trace("import", out.toString())).isZero();
    assertThat(printed).contains(" as they were").doesNotContain(" 5000 new");
  }

  private int trace(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("links", command));
    all.addAll(List.of("--url", running.server().address().toString(), "--key", key));
    all.addAll(List.of(arguments));
    StringWriter output = new StringWriter();
    CommandLine line = Trace.command();
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(output));
    int code = line.execute(all.toArray(String[]::new));
    printed = output.toString();
    return code;
  }
}
