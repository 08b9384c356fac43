package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.fontbox.afm.AFMParser;
import org.apache.fontbox.afm.CharMetric;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.encoding.WinAnsiEncoding;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bricscodes.label.LabelFault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of products in any script: set right, or refused saying why. */
class LabelNamesTest {

  private static final String TEA = "安溪铁观音";
  private static final SheetGrid SHEET = SheetGrid.named("5163").orElseThrow();

  @TempDir private Path folder;

  @Test
  void helvetica_widths_areAdobes() throws IOException {
    try (var afm =
        PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/afm/Helvetica.afm")) {
      var metrics = new AFMParser(afm).parse(true);
      for (int code = 0x20; code < 0x100; code++) {
        String name = WinAnsiEncoding.INSTANCE.getName(code);
        String letter = new String(new byte[] {(byte) code}, Helvetica.WIN_ANSI);
        if (Helvetica.sets(letter) && code != 0xA0 && code != 0xAD) {
          float width =
              metrics.getCharMetrics().stream()
                  .filter(metric -> metric.getName().equals(name))
                  .map(CharMetric::getWx)
                  .findFirst()
                  .orElseThrow();
          assertThat(Helvetica.width((byte) code)).as(name).isEqualTo((int) width);
        }
      }
    }
  }

  @Test
  void chinese_withAFont_isDrawnOnPaperAndInPdf() throws Exception {
    LabelStyle style = style(TEA);
    byte[] serials = Sample.serials(1, new Random(1));
    ZplLabels zpl =
        new ZplLabels(
            Sample.named(TEA), Sample.qr(), style, LabelSize.of(70, 40), PrinterDensity.DPI_300);
    byte[] label = new byte[zpl.length()];
    zpl.write(serials, 0, label, 0);
    PdfLabels pdf = new PdfLabels(Sample.named(TEA), Sample.qr(), style, SHEET, CropMarks.NONE, 1);

    ZplPrinter printer = new ZplPrinter(label);
    ZplPrinter.Graphic name = printer.graphics.getFirst();
    assertThat(runs(printer.paper(), name)).isEqualTo(5);
    try (PDDocument document = Loader.loadPDF(PdfFile.of(pdf, serials))) {
      Picture page = Picture.of(new PDFRenderer(document).renderImageWithDPI(0, 300));
      assertThat(page.part(40, 150, 1200, 600).read().getText())
          .isEqualTo(Sample.LINK + Sample.serial(serials, 0));
      String file = new String(pdf.header(), StandardCharsets.ISO_8859_1);
      assertThat(file).contains("/ActualText<FEFF5B896EAA94C189C297F3>");
      assertThat(darkShare(page, 300, 330, 840, 385)).isGreaterThan(0.05);
    }
  }

  @Test
  void chinese_withoutAFont_isRefusedNamingTheCharacters() {
    assertThatThrownBy(
            () ->
                new PdfLabels(
                    Sample.named(TEA), Sample.qr(), LabelStyle.USUAL, SHEET, CropMarks.NONE, 1))
        .isInstanceOfSatisfying(
            LabelException.class,
            e ->
                assertThat(e.faults())
                    .containsExactly(
                        new LabelFault(
                            Reason.NO_GLYPH,
                            "name",
                            "安 U+5B89, 溪 U+6EAA, 铁 U+94C1, 观 U+89C2, 音 U+97F3",
                            "characters of the fonts given: name a TTF or OTF file that has"
                                + " them")));
  }

  @ParameterizedTest
  @CsvSource({
    "چای سبز, SCRIPT",
    "दार्जिलिंग चाय, SCRIPT",
    "ชาเขียว, SCRIPT",
    "תה ירוק, SCRIPT",
    "te\u0301\u0327\u0323, SCRIPT",
    "tea\u200Dtea, CHARACTER",
    "tea\uE000, CHARACTER",
    "🍵, NO_GLYPH"
  })
  void name_thatCannotBeSet_isRefused(String name, Reason reason) {
    assertThatThrownBy(
            () ->
                new PdfLabels(
                    Sample.named(name), Sample.qr(), LabelStyle.USUAL, SHEET, CropMarks.NONE, 1))
        .isInstanceOfSatisfying(
            LabelException.class,
            e -> assertThat(e.faults().getFirst().reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({"Чёрный чай «Краснодарский»", "Τσάι του βουνού", "Ceai negru ăâîșț", "Łąka żółć"})
  void name_ofAFontThatComesAlong_isDrawn(String name) throws Exception {
    PdfLabels pdf =
        new PdfLabels(Sample.named(name), Sample.qr(), LabelStyle.USUAL, SHEET, CropMarks.NONE, 1);

    byte[] file = PdfFile.of(pdf, Sample.serials(1, new Random(2)));

    try (PDDocument document = Loader.loadPDF(file)) {
      Picture page = Picture.of(new PDFRenderer(document).renderImageWithDPI(0, 300));
      assertThat(darkShare(page, 300, 330, 840, 385)).isGreaterThan(0.01);
    }
  }

  @Test
  void longChineseName_isBrokenBetweenCharacters() throws Exception {
    Typesetter typesetter = new Typesetter(style(TEA + "中国名茶").fonts());

    assertThat(typesetter.wrap(TEA + "中国名茶", 4, 3)).containsExactly("安溪铁观", "音中国名", "茶");
    assertThat(typesetter.wrap(TEA + "中国名茶", 4, 2)).isEmpty();
  }

  @Test
  void longName_isBrokenAtSpaces() {
    Typesetter typesetter = new Typesetter(List.of());

    assertThat(typesetter.wrap("Anxi Tie Guan Yin Oolong", 5, 3))
        .containsExactly("Anxi Tie", "Guan Yin", "Oolong");
    assertThat(typesetter.wrap("Unbreakable", 3, 3)).isEmpty();
  }

  @Test
  void font_thatIsNone_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("font.ttf"), "not a font");

    assertThatThrownBy(() -> LabelFont.of(text))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("a readable TTF, OTF or TTC file");
    assertThatThrownBy(() -> LabelFont.of(folder.resolve("absent.ttf")))
        .isInstanceOf(LabelException.class);
  }

  private LabelStyle style(String letters) throws IOException {
    Path file = Files.write(folder.resolve("squares.ttf"), new FontFile(letters).bytes());
    return new LabelStyle(PrintUse.RETAIL, 0, List.of(LabelFont.of(file)));
  }

  /** How many letters stand side by side: runs of columns with dark dots. */
  private static int runs(Picture paper, ZplPrinter.Graphic graphic) {
    int runs = 0;
    boolean before = false;
    for (int x = graphic.x(); x < graphic.x() + graphic.width(); x++) {
      boolean dark = !paper.isClear(x, graphic.y(), 1, graphic.height());
      runs += dark && !before ? 1 : 0;
      before = dark;
    }
    return runs;
  }

  private static double darkShare(Picture page, int left, int top, int right, int bottom) {
    int dark = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        dark += page.isDark(x, y) ? 1 : 0;
      }
    }
    return (double) dark / ((right - left) * (bottom - top));
  }
}
