package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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

/** {@code trace codes aliases}, and {@code trace codes waste} at a service. */
final class AliasesCommandTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String PRODUCT = "/01/09521222000018";

  @TempDir private Path folder;
  private RunningServer running;
  private String key = "";
  private String printed = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  AliasesCommandTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(folder.resolve("data"));
    key = running.key(OWNER, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void longCsv_goesInParts_andItsListCanBeRegisteredAgain() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("serials.csv"),
            IntStream.range(0, 6_000)
                .mapToObj(i -> "\"" + PRODUCT + "/21/S" + i + "\",sgtin\n")
                .collect(Collectors.joining("", "\n\"code\",scheme\n", "\n\n")));
    Path out = folder.resolve("mine.ndjson");

    assertThat(aliases("register", file.toString())).as(printed).isZero();
    assertThat(printed).contains("6,000 registered, 0 as they were, 0 taken by others");
    assertThat(aliases("list", "--out", out.toString())).as(printed).isZero();
    assertThat(Files.readAllLines(out)).hasSize(6_000).allMatch(line -> line.contains(OWNER));
    assertThat(aliases("register", out.toString(), "--quiet")).as(printed).isZero();
    assertThat(printed).contains("0 registered, 6,000 as they were");
  }

  @Test
  void code_isFound_andTakenBack() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("list.txt"),
            "{\"scheme\":\"hs\",\"code\":\"0902.10\",\"target\":\"" + PRODUCT + "\"}");

    assertThat(aliases("register", "--format", "ndjson", file.toString())).as(printed).isZero();
    assertThat(aliases("find", "0902 10 00 00")).isZero();
    assertThat(printed).contains("\"code\":\"0902.10\"", "\"owner\":\"" + OWNER + "\"");
    assertThat(aliases("list")).isZero();
    assertThat(printed.lines()).hasSize(1);
    assertThat(aliases("remove", "hs", "0902.10", "--target", PRODUCT)).isZero();
    assertThat(aliases("remove", "hs", "0902.10", "--target", PRODUCT)).isEqualTo(1);
    assertThat(aliases("remove", "hs", "9x", "--target", PRODUCT)).isEqualTo(2);
    assertThat(aliases("find", "0902.10")).isEqualTo(1);
    assertThat(printed).contains("nothing is registered under this code");
  }

  @Test
  void faults_areNamedByTheLinesOfTheFile_alsoInALaterPart() throws IOException {
    List<String> lines = new ArrayList<>(List.of("scheme,code,target"));
    for (int i = 0; i < 5_002; i++) {
      lines.add("sgtin," + PRODUCT + "/21/S" + i + ",");
    }
    lines.set(5_002, "hs,9x," + PRODUCT);
    lines.add("hs,\"0902");
    lines.add("\",,");
    Path file = Files.write(folder.resolve("faulty.csv"), lines);

    assertThat(aliases("register", file.toString())).isEqualTo(2);

    assertThat(printed)
        .contains("line 5003: code must be an HS heading", "line 5004: ")
        .contains("nothing from line 5002 on was registered");
    assertThat(aliases("list")).isZero();
    assertThat(printed.lines()).hasSize(5_000);
  }

  @Test
  void everyCommand_explainsItself() {
    for (String command : List.of("register", "find", "list", "remove")) {
      assertThat(aliases(command, "--help")).isZero();
      assertThat(printed).contains("Usage: trace codes aliases " + command, "--url=URL");
    }
    assertThat(trace("waste", "--help")).isZero();
    assertThat(printed).contains("Usage: trace codes waste", "--format=", "Examples:");
  }

  @Test
  void unusableInput_isSaid() throws IOException {
    Path latin =
        Files.write(
            folder.resolve("latin.csv"),
            "scheme,code\nhs,Ä\n".getBytes(StandardCharsets.ISO_8859_1));
    Path empty = Files.writeString(folder.resolve("empty.ndjson"), "");
    Path heading = Files.writeString(folder.resolve("heading.csv"), "code;scheme\n");

    assertThat(aliases("register", latin.toString())).isEqualTo(2);
    assertThat(printed).contains("is not UTF-8");
    assertThat(aliases("register", empty.toString())).isEqualTo(2);
    assertThat(printed).contains("the list is empty");
    assertThat(aliases("register", heading.toString())).isEqualTo(2);
    assertThat(printed).contains("line 1: the heading names code;scheme");
    assertThat(aliases("register", folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(aliases("register", folder.toString())).isEqualTo(2);
    assertThat(printed).contains("say what it is by --format");
  }

  @Test
  void waste_isToldByTheService() {
    var batch =
        RunningServer.json(
            running.post(
                key,
                "/codes/batches",
                "{\"gtin\":\"09521222000018\",\"lot\":\"L\",\"quantity\":5000}"));
    String id = batch.path("id").asText();
    running.post(
        key,
        "/codes/batches/" + id + "/reports",
        "{\"stage\":\"printed\",\"count\":\"all\",\"wasted\":[1,2],\"reason\":\"smeared\"}");

    assertThat(trace("waste", id)).as(printed).isZero();
    assertThat(printed.lines().map(String::strip))
        .containsExactly(
            "5,000  ordered",
            "5,000  printed",
            "0  applied",
            "0  active",
            "2  wasted",
            "2    printed, smeared",
            "0  voided",
            "0  unprinted",
            "4,998  unaccounted");
    assertThat(trace("waste", id, "--format", "json")).isZero();
    assertThat(printed).startsWith("{\"ordered\":5000,\"printed\":5000,");
    assertThat(trace("waste", "none")).isEqualTo(1);
    assertThat(trace("waste", id, "--format", "xml")).isEqualTo(2);
  }

  private int aliases(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    return trace("aliases", all.toArray(String[]::new));
  }

  private int trace(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("codes", command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", running.server().address().toString(), "--key", key));
    StringWriter output = new StringWriter();
    int code =
        Trace.command()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output))
            .execute(all.toArray(String[]::new));
    printed = output.toString();
    return code;
  }
}
