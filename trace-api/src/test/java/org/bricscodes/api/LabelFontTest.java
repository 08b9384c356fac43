package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.api.output.SquareFont;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A font for product names: of a service, and of the command line. */
final class LabelFontTest {

  private static final String BASE = "https://trace.example";
  private static final String NO_BATCH = "09521222000018-0-0000000";

  @TempDir private Path folder;
  private Path font;
  private Path data;

  private final StringWriter err = new StringWriter();

  @SuppressWarnings("NullAway.Init") // set before each test
  LabelFontTest() {}

  @BeforeEach
  void font() throws IOException {
    font = SquareFont.in(folder);
    data = folder.resolve("data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pdf", "zpl"})
  void chineseName_ofAService_isPrintedOnceAFontIsNamed_andOffLineAlike(String format)
      throws Exception {
    String batch;
    String file;
    try (RunningServer running = RunningServer.in(data)) {
      batch = batch(running);
      file = "/codes/batches/" + batch + "/labels." + format + "?base=" + BASE;
      HttpResponse<String> refused = running.send(running.admin(file));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).at("/faults/0/where").asText()).isEqualTo("name");
      assertThat(refused.body())
          .contains("安 U+5B89, 溪 U+6EAA, 铁 U+94C1, 观 U+89C2, 音 U+97F3")
          .contains("trace serve --label-font");
      assertThat(running.send(running.admin(file + "&name=")).statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> printed;
    try (HttpClient client = HttpClient.newHttpClient();
        RunningServer running =
            RunningServer.on(
                Config.local(data)
                    .withAdminKey(RunningServer.ADMIN_KEY)
                    .withLabelFonts(LabelFonts.of(List.of(font))))) {
      printed = client.send(running.admin(file).build(), BodyHandlers.ofByteArray());
    }
    assertThat(printed.statusCode()).isEqualTo(200);

    Path offLine = folder.resolve("off-line");
    assertThat(export(batch, format, "--font", font.toString(), "--out", offLine.toString()))
        .as(err.toString())
        .isZero();
    assertThat(offLine).hasBinaryContent(printed.body());
  }

  @Test
  void issue_takesAFontToo() throws IOException {
    Path labels = folder.resolve("labels.zpl");

    int exit =
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
            "2",
            "--product",
            "安溪铁观音",
            "--format",
            "zpl",
            "--font",
            font.toString(),
            "--out",
            labels.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(Files.readString(labels).split("\\^GFA", -1)).hasSize(1 + 2 * 2);
  }

  @Test
  void serve_withAFileThatIsNoFont_saysSoAndDoesNotStart() throws IOException {
    Path text = Files.writeString(folder.resolve("text.ttf"), "not a font");

    int exit =
        trace("serve", "--data", data.toString(), "--port", "0", "--label-font", text.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "a font cannot be used for labels: found "
                + text
                + ", expected a readable TTF, OTF or TTC file of at most 64 MiB");
    assertThat(data).doesNotExist();
  }

  @Test
  void export_withAFontWhereNoneIsUsed_saysWhatWouldBeRight() {
    assertThat(export(NO_BATCH, "csv", "--font", font.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--font is for pdf and zpl; csv prints no letters");
    assertThat(export(NO_BATCH, "pdf", "--url", "http://127.0.0.1:1", "--font", font.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--font goes without --url");
    assertThat(export(NO_BATCH, "pdf", "--font", folder.resolve("absent.ttf").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--font: a font cannot be used for labels: found ");
  }

  private static String batch(RunningServer running) {
    var issued =
        running.post(
            RunningServer.ADMIN_KEY,
            "/codes/batches",
            "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"product\":\"安溪铁观音\",\"quantity\":30}");
    return json(issued).path("id").asText();
  }

  private int export(String batch, String format, String... more) {
    List<String> all = new ArrayList<>(List.of("codes", "export", batch, "--format", format));
    if (!List.of(more).contains("--url")) {
      all.addAll(List.of("--data", data.toString()));
    }
    all.addAll(List.of("--base-url", BASE));
    all.addAll(List.of(more));
    return trace(all.toArray(String[]::new));
  }

  private int trace(String... arguments) {
    return Trace.command()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
