package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a batch's files over HTTP: what they do, and who may have what. */
final class OutputOptionsTest {

  private static final String PARTY = "https://id.gs1.org/417/9521222000001";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String batch;
  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // set before each test
  OutputOptionsTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(PARTY, "exporter");
    var issued =
        running.post(
            factory,
            "/codes/batches",
            "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"product\":\"Oolong\","
                + "\"expiry\":\"2028-04-23\",\"quantity\":30}");
    batch = "/codes/batches/" + json(issued).path("id").asText();
  }

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  /** Who runs the service sees every batch, and yet not what is under its seals. */
  @ParameterizedTest
  @ValueSource(strings = {"codes.csv", "codes.ndjson"})
  void innerCodes_areForTheOwnerAlone_notForAnAdmin(String segment) {
    String file = batch + "/" + segment;

    var refused = running.send(running.admin(file + "?columns=serial,inner"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("code").asText()).isEqualTo("not-yours");
    assertThat(refused.body())
        .contains("inner codes are for the party that ordered the batch")
        .doesNotContain("7GF");
    assertThat(running.send(running.admin(file + "?columns=serial,uri")).statusCode())
        .isEqualTo(200);
    var own = running.send(running.as(factory, file + "?columns=serial,inner"));
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.body().lines())
        .hasSize(30)
        .allMatch(
            line ->
                line.matches(
                    segment.equals("codes.csv")
                        ? "[0-9A-Z]{16},[0-9A-Z]{6}"
                        : "\\{\"serial\":\"[0-9A-Z]{16}\",\"inner\":\"[0-9A-Z]{6}\"}"));
  }

  @Test
  void grid_ofOnesOwn_isTheSheet() throws IOException {
    byte[] pdf = pdf("?grid=210,297,7,15,2,4,90,60,10,5");

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(4); // eight labels on each
      var box = document.getPage(0).getMediaBox();
      assertThat(Math.round(box.getWidth() / 72 * 25.4)).isEqualTo(210);
      assertThat(Math.round(box.getHeight() / 72 * 25.4)).isEqualTo(297);
    }
  }

  @Test
  void labels_sayWhatTheOptionsWant() throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf("?sheet=5163&count=1"))) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Oolong", "(01)09521222000018", "(10)TGY2604A", "2028-04-23");
    }
    try (PDDocument document =
        Loader.loadPDF(
            pdf(
                "?sheet=5163&count=1&marks=true&dates=false"
                    + "&name=Ming%20%26%20Co%20%C3%A9t%C3%A9"))) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Ming & Co été")
          .doesNotContain("Oolong", "2028-04-23");
    }
  }

  @Test
  void label_ofAPrinter_hasTheSizeInItsDots() {
    HttpResponse<String> zpl =
        running.send(
            running.as(factory, batch + "/labels.zpl?label=70x30&dpi=300&symbology=gs1datamatrix"));

    assertThat(zpl.statusCode()).isEqualTo(200);
    assertThat(zpl.body().split("\\^XA", -1)).hasSize(31);
    // 826.8 and 354.3 dots: never more than there are.
    assertThat(zpl.body()).startsWith("^XA^PW826^LL354^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels.pdf | grid=210,297 | grid | must be ten numbers",
        "labels.pdf | grid=210,297,7,15,3,7,90,38,2,0 | grid | the sheet is impossible",
        "labels.pdf | grid=210,297,7,15,2,4,90,60,10,5&sheet=L7160 | grid | goes without sheet",
        "labels.pdf | sheet=L0 | sheet | must be one of L7159",
        "labels.pdf | label=60x40 | label | is no option of labels.pdf",
        "labels.pdf | name=%E8%8C%B6 | name | no font has a character",
        "labels.zpl | label=0x0 | label | a value is not allowed",
        "labels.zpl | dpi=72 | dpi | must be 203, 300 or 600",
        "labels.zpl | grid=1 | grid | is no option of labels.zpl",
        "symbols.png.zip | symbology=aztec | symbology | must be qr or gs1datamatrix",
      })
  void option_thatIsWrong_isNamedWithWhatWouldBeRight(
      String segment, String query, String where, String message) {
    var refused = running.send(running.as(factory, batch + "/" + segment + "?" + query));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(refused).path("code").asText()).isEqualTo("invalid-parameter");
    assertThat(json(refused).path("faults").findValuesAsText("where")).containsExactly(where);
    assertThat(json(refused).at("/faults/0").toString()).contains(message);
  }

  @Test
  void options_severalWrong_areAllNamed() {
    var refused =
        running.send(
            running.as(factory, batch + "/labels.zpl?dpi=1&label=x&use=moon&symbology=aztec"));

    assertThat(json(refused).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("dpi", "label", "use", "symbology");
  }

  private byte[] pdf(String query) {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              running.as(factory, batch + "/labels.pdf" + query).build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode())
          .as(new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
