package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace codes report}, {@code void}, {@code state}, {@code states}, {@code waste}. */
final class CodesCommandsTest {

  @TempDir private Path folder;
  private String said = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  CodesCommandsTest() {}

  @Test
  void codes_areFollowedFromOrderToVoid() throws IOException {
    Path csv = folder.resolve("codes.csv");
    assertThat(
            run(
                "issue",
                "--gtin",
                "09521222000018",
                "--lot",
                "L1",
                "--quantity",
                "20",
                "--markets",
                "CN,ZA",
                "--out",
                csv.toString()))
        .isZero();
    String batch = said.replaceFirst("(?s).*batch (\\S+):.*", "$1");
    List<String> serials =
        Files.readAllLines(csv).stream().map(line -> line.substring(0, 16)).toList();
    Path spoiled = folder.resolve("spoiled.txt");
    Files.writeString(spoiled, serials.get(2) + "\n");
    Path stolen = folder.resolve("stolen.txt");
    Files.writeString(stolen, serials.get(18) + "\n\n" + serials.get(19) + "\n");

    assertThat(
            run(
                "report",
                batch,
                "--stage",
                "printed",
                "--count",
                "10",
                "--by",
                "printer 7",
                "--wasted",
                spoiled.toString(),
                "--reason",
                "smeared"))
        .as(said)
        .isZero();
    assertThat(said).contains("10 codes newly printed, 1 newly wasted");
    assertThat(run("void", stolen.toString(), "--batch", batch, "--reason", "stolen"))
        .as(said)
        .isZero();
    assertThat(said).contains("2 voided, 0 were void already");
    assertThat(run("state", Files.readAllLines(csv).get(2).substring(17))).as(said).isZero();
    assertThat(said).contains("void at ").contains("by printer 7: smeared");
    assertThat(run("waste", batch, "--format", "csv")).as(said).isZero();
    assertThat(said.lines())
        .containsExactly(
            "what,stage,reason,count",
            "ordered,,,20",
            "printed,,,10",
            "applied,,,0",
            "active,,,0",
            "wasted,printed,smeared,1",
            "voided,,,2",
            "unprinted,,,8",
            "unaccounted,,,9");
    Path states = folder.resolve("states.csv");
    assertThat(run("states", batch, "--state", "void", "--out", states.toString())).isZero();
    assertThat(Files.readAllLines(states).stream().map(line -> line.substring(0, 16)))
        .containsExactly("serial,state,at,", serials.get(2), serials.get(18), serials.get(19));
  }

  @Test
  void faultyLines_areAllNamed_andNothingIsVoided() throws IOException {
    run(
        "issue",
        "--gtin",
        "09521222000018",
        "--lot",
        "L1",
        "--quantity",
        "2",
        "--out",
        folder.resolve("c.csv").toString());
    String batch = said.replaceFirst("(?s).*batch (\\S+):.*", "$1");
    String serial = Files.readAllLines(folder.resolve("c.csv")).getFirst().substring(0, 16);
    Path list = folder.resolve("list.txt");
    Files.writeString(list, serial + "\n7GF04CNGMYKV4H93\nhttps://[\n");

    int exit = run("void", list.toString(), "--batch", batch, "--reason", "stolen");

    assertThat(exit).isEqualTo(2);
    assertThat(said).contains("line 2: no code of it", "line 3: no code of it", "nothing was");
    run("states", batch, "--state", "void", "--out", folder.resolve("s.csv").toString());
    assertThat(Files.readAllLines(folder.resolve("s.csv"))).hasSize(1);
  }

  private int run(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of("codes", command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--data", folder.resolve("data").toString()));
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int exit = Trace.command().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
    said = text.toString();
    return exit;
  }
}
