package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.QrSymbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodesReadCommandTest {

  private static final String PACK =
      "https://trace.example/01/09521222000018/10/TGY2604A/21/7GF04CNGMYKV4H93";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  CodesReadCommandTest() {}

  private record Run(int exit, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Trace.command()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  private Path photo(String link) throws Exception {
    return Files.write(folder.resolve("photo.png"), QrSymbol.of(DigitalLink.parse(link)).png(5));
  }

  @Test
  void photo_isRead_withoutServiceOrData() throws Exception {
    Path photo = photo(PACK);

    Run run = run("codes", "read", photo.toString());

    assertThat(run.out())
        .isEqualTo(
            """
            %s: QR Code  ]Q1%s
              Digital Link
              GTIN 09521222000018, lot TGY2604A, serial 7GF04CNGMYKV4H93
              https://id.gs1.org/01/09521222000018/10/TGY2604A/21/7GF04CNGMYKV4H93
            """
                .formatted(photo, PACK));
    assertThat(run.exit()).isZero();
  }

  @Test
  void data_tellsGenuineFromGuessed() throws Exception {
    Path data = folder.resolve("data");
    Path csv = folder.resolve("codes.csv");
    run(
        "codes",
        "issue",
        "--data",
        data.toString(),
        "--gtin",
        "09521222000018",
        "--lot",
        "L1",
        "--quantity",
        "1",
        "--out",
        csv.toString());
    String issued = Files.readString(csv).strip().split(",", -1)[1];

    Run genuine = run("codes", "read", "--data", data.toString(), photo(issued).toString());
    Run guessed = run("codes", "read", "--data", data.toString(), "--text", PACK);

    assertThat(genuine.out()).endsWith("  genuine\n");
    assertThat(genuine.exit()).isZero();
    assertThat(guessed.out()).endsWith("  not-issued: this serial was never issued\n");
    assertThat(guessed.exit()).isZero();
  }

  @Test
  void brokenCode_isTold_withWhatItPerhapsIs() {
    Run run = run("codes", "read", "--text", "https://t.example/01/O9521222000018");

    assertThat(run.out())
        .isEqualTo(
            """
            https://t.example/01/O9521222000018
              character not allowed in 01 at character 21: found "O", expected the digit 0, not a letter like it: a digit 0-9
              perhaps https://t.example/01/09521222000018: compare the label
                with O at character 21 as 0
            """);
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void elementString_showsFnc1AsPeopleSpellIt() {
    Run run = run("codes", "read", "--text", "010952122200001810L\u001D21S");

    assertThat(run.out()).startsWith("010952122200001810L<GS>21S\n  element string\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void unknownText_isNoCode() {
    assertThat(run("codes", "read", "--text", "hello").exit()).isEqualTo(1);
  }

  @Test
  void files_areAllLookedAt_andTheWorstDecides() throws Exception {
    Path other = Files.writeString(folder.resolve("notes.pdf"), "%PDF-1.7");
    Path missing = folder.resolve("missing.png");

    Run run = run("codes", "read", missing.toString(), other.toString(), photo(PACK).toString());

    assertThat(run.err())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "%s is no file; to read a code itself, say --text%n"
                    + "%s: this is a PDF file: send a PNG, JPEG, GIF or BMP file%n",
                missing,
                other));
    assertThat(run.out()).contains("serial 7GF04CNGMYKV4H93");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void noDataDirectory_isUnusable() {
    Run run = run("codes", "read", "--data", folder.toString(), "--text", PACK);

    assertThat(run.err()).contains("is no data directory");
    assertThat(run.exit()).isEqualTo(2);
  }
}
