package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code trace scans}, on files and against a running service. */
final class ScansCommandTest {

  private static final String LINE =
      "{\"at\":\"2026-10-05T%s:00Z\",\"gtin\":\"09521222000018\",\"serial\":\"7GF04CNGMYKV4H93\","
          + "\"lot\":\"L\",\"country\":\"%s\",\"cell\":[%s,1],\"device\":\"%s\",\"network\":\"1\","
          + "\"agent\":\"%s\",\"found\":\"genuine\",\"channel\":\"page\",\"label\":\"clone\"}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int trace(String... arguments) {
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void replay_printsWhatEachRuleSays() throws IOException {
    String log =
        file(
            "log.ndjson",
            LINE.formatted("12:00", "CN", "24.5,118.5", "1", "1")
                + LINE.formatted("13:00", "RU", "55.5,37.5", "2", "2"));

    assertThat(trace("scans", "replay", log)).isZero();

    assertThat(out.toString())
        .contains("2 visits to 1 codes, 1 of them visited more than once; 0 guesses")
        .containsPattern("impossible-travel +1 +1 +0 +100.00 % +100.00 % +-");
  }

  @Test
  void replay_underOtherRules_saysOtherwise() throws IOException {
    String log =
        file(
            "log.ndjson",
            LINE.formatted("12:00", "CN", "24.5,118.5", "1", "1")
                + LINE.formatted("13:00", "RU", "55.5,37.5", "2", "2"));
    String rules = file("my.rules", "impossible-travel.weight=off\n");

    assertThat(trace("scans", "replay", log, "--rules", rules)).isZero();

    assertThat(out.toString()).containsPattern("impossible-travel +0 +0 +0");
  }

  @Test
  void faultyLog_isRefused_lineByLine() throws IOException {
    String log = file("log.ndjson", "{\"at\":1}\n\nnot json\n");

    assertThat(trace("scans", "replay", log)).isEqualTo(2);

    assertThat(err.toString())
        .contains("line 1: at: must be an instant", "line 1: gtin: is missing", "line 3: not JSON");
  }

  @Test
  void faultyRules_areRefused_everyFaultNamed() throws IOException {
    String log = file("log.ndjson", "");
    String rules = file("my.rules", "care=0\nluck.weight=3\n");

    assertThat(trace("scans", "replay", log, "--rules", rules)).isEqualTo(2);

    assertThat(err.toString())
        .contains("luck.weight: not a setting of a rule", "care: must be a whole number from 1");
  }

  @Test
  void missingLog_isUnusable() {
    assertThat(trace("scans", "replay", folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file");
  }

  @Test
  void rules_arePrinted_andCanBeReadBack() throws IOException {
    assertThat(trace("scans", "rules")).isZero();

    String rules = file("my.rules", out.toString());
    assertThat(trace("scans", "replay", file("log.ndjson", ""), "--rules", rules)).isZero();
  }

  @Test
  void export_ofAService_isReplayed() throws IOException {
    Path log = folder.resolve("scans.ndjson");
    try (RunningServer running = RunningServer.in(folder.resolve("data"))) {
      int exported =
          trace(
              "scans",
              "export",
              "--url",
              running.server().address().toString(),
              "--key",
              RunningServer.ADMIN_KEY,
              "--out",
              log.toString());
      assertThat(exported).as(err.toString()).isZero();
    }

    assertThat(trace("scans", "replay", log.toString())).isZero();
    assertThat(out.toString()).contains("0 visits to 0 codes");
  }

  @Test
  void settingsOfScans_areRefused_byName() {
    assertThat(trace("serve", "--scans", "maybe")).isEqualTo(2);
    assertThat(trace("serve", "--country-header", "CF-IPCountry")).isEqualTo(2);
    assertThat(trace("serve", "--scan-retention", "0")).isEqualTo(2);
    assertThat(trace("serve", "--trusted-proxies", "10.0.0.1/8")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "--scans must be on or off, found maybe",
            "a country header is believed from trusted proxies only, and none is named",
            "retention must be",
            "bits behind the prefix must be zero: 10.0.0.0/8 rather than 10.0.0.1/8");
  }
}
