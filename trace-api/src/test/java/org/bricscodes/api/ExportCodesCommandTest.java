package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.output.BatchFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code trace codes export} on a data directory, and through a service on the same one. */
final class ExportCodesCommandTest {

  private static final Pattern BATCH = Pattern.compile("batch (\\S+): ");
  private static final String KEY = "admin-key-of-these-tests";
  private static final String BASE = "https://trace.example";

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();
  private Path data;
  private String batch;

  @SuppressWarnings("NullAway.Init") // set before each test
  ExportCodesCommandTest() {}

  @BeforeEach
  void issue() {
    data = folder.resolve("data");
    assertThat(
            trace(
                "codes",
                "issue",
                "--data",
                data.toString(),
                "--gtin",
                "09521222000018",
                "--lot",
                "TGY2604A",
                "--quantity",
                "3000",
                "--product",
                "Oolong",
                "--base-url",
                BASE,
                "--out",
                folder.resolve("codes.csv").toString()))
        .as(err.toString())
        .isZero();
    Matcher match = BATCH.matcher(err.toString());
    assertThat(match.find()).isTrue();
    batch = match.group(1);
  }

  @Test
  void issue_writesTheSameFileAsExportDoes() throws IOException {
    Path again = export("csv", "again.csv");

    assertThat(again).hasSameBinaryContentAs(folder.resolve("codes.csv"));
    assertThat(Files.readAllLines(again)).hasSize(3000);
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void everyFormat_offLineAndFromAService_isTheSameFile(BatchFormat format) throws IOException {
    Path offLine = export(format.word(), "off-line");

    Path remote = folder.resolve("remote");
    try (RunningServer running = RunningServer.in(data)) {
      int exit =
          trace(
              "codes",
              "export",
              batch,
              "--url",
              running.server().address().toString(),
              "--key",
              KEY,
              "--format",
              format.word(),
              "--base-url",
              BASE,
              "--out",
              remote.toString());
      assertThat(exit).as(err.toString()).isZero();
    }

    assertThat(remote).hasSameBinaryContentAs(offLine);
    System.out.println(format + ": " + Files.size(offLine) + " bytes for 3,000 codes");
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void resumedExport_isTheSameFile(BatchFormat format) throws IOException {
    Path whole = export(format.word(), "whole");
    byte[] bytes = Files.readAllBytes(whole);
    Path resumed = folder.resolve("resumed");
    Files.write(folder.resolve("resumed.part"), Arrays.copyOf(bytes, bytes.length / 3));
    leaveTag(format, "resumed.part.tag");

    export(format.word(), "resumed", "--resume");

    assertThat(resumed).hasSameBinaryContentAs(whole);
    assertThat(folder.resolve("resumed.part")).doesNotExist();
    assertThat(folder.resolve("resumed.part.tag")).doesNotExist();
  }

  @Test
  void resumedExport_ofAnotherFile_beginsAnew() throws IOException {
    Files.writeString(folder.resolve("x.part"), "nonsense");
    leaveTag(BatchFormat.NDJSON, "x.part.tag");

    assertThat(export("csv", "x", "--resume")).hasSameBinaryContentAs(folder.resolve("codes.csv"));
  }

  @Test
  void partLongerThanTheFile_isNoBeginningOfIt() throws IOException {
    byte[] longer = Arrays.copyOf(Files.readAllBytes(folder.resolve("codes.csv")), 1_000_000);
    Files.write(folder.resolve("x.part"), longer);
    leaveTag(BatchFormat.CSV, "x.part.tag");

    assertThat(export("csv", "x", "--resume")).hasSameBinaryContentAs(folder.resolve("codes.csv"));
  }

  @Test
  void symbolsOffLine_withoutTheirAddress_areRefused() {
    assertThat(trace("codes", "export", batch, "--data", data.toString(), "--format", "png"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--base-url is missing");
  }

  @Test
  void faultyOptions_areAllNamed_andNothingIsWritten() {
    int exit =
        trace(
            "codes",
            "export",
            batch,
            "--data",
            data.toString(),
            "--level",
            "Z",
            "--from",
            "-1",
            "--format",
            "png",
            "--out",
            folder.resolve("x").toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("--level must be L, M, Q or H")
        .contains("--from must be a whole number from 0 to 99999999");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void unusableCalls_sayWhatWouldBeRight() {
    assertThat(trace("codes", "export", batch, "--data", data.toString(), "--format", "gif"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--format is one of " + BatchFormat.words());
    assertThat(trace("codes", "export", batch, "--data", data.toString(), "--resume")).isEqualTo(2);
    assertThat(trace("codes", "export", "B", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("a batch id looks like");
    assertThat(trace("codes", "export", "09521222000018-0-0000000", "--data", data.toString()))
        .isEqualTo(1);
  }

  /** Writes the tag a broken-off export of this format would have left. */
  private void leaveTag(BatchFormat format, String name) throws IOException {
    Path other = folder.resolve("for-its-tag");
    Files.createDirectories(other.resolve("blocked")); // so that the file cannot take its name
    int exit =
        trace(
            "codes",
            "export",
            batch,
            "--data",
            data.toString(),
            "--format",
            format.word(),
            "--base-url",
            BASE,
            "--out",
            other.toString());
    assertThat(exit).isEqualTo(1);
    Files.move(folder.resolve("for-its-tag.part.tag"), folder.resolve(name));
  }

  private Path export(String format, String name, String... more) {
    String[] common = {
      "codes",
      "export",
      batch,
      "--data",
      data.toString(),
      "--format",
      format,
      "--base-url",
      BASE,
      "--out",
      folder.resolve(name).toString()
    };
    String[] all = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    assertThat(trace(all)).as(err.toString()).isZero();
    return folder.resolve(name);
  }

  private int trace(String... arguments) {
    return Trace.command()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
