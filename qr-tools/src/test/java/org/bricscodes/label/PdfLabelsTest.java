package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.Result;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.bricscodes.label.LabelFault.Reason;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.SymbolPress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfLabelsTest {

  private static final SheetGrid L7160 = SheetGrid.named("L7160").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"L7159", "L7160", "L7163", "L7651", "L7120", "5160", "5163"})
  void everyLabel_onAnyCommonSheet_readsBackFromTheRenderedPage(String name) throws Exception {
    long seed = 42;
    SheetGrid sheet = SheetGrid.named(name).orElseThrow();
    int perPage = sheet.labelsPerPage();
    int count = perPage + 3;
    byte[] serials = Sample.serials(count, new Random(seed));
    PdfLabels labels = labels(Sample.TEA, sheet, CropMarks.NONE, count);

    byte[] pdf = PdfFile.of(labels, serials);

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(2);
      for (int page = 0; page < 2; page++) {
        Picture picture = Picture.of(new PDFRenderer(document).renderImageWithDPI(page, 200));
        for (int i = 0; i < labels.labelsOn(page); i++) {
          int index = page * perPage + i;
          assertThat(label(picture, sheet, i, 200).read().getText())
              .as("seed %d, label %d", seed, index)
              .isEqualTo(Sample.LINK + Sample.serial(serials, index));
        }
      }
    }
  }

  @Test
  void everyText_liesOnItsLabelAndNotOnTheSymbol() throws Exception {
    byte[] serials = Sample.serials(21, new Random(3));
    PdfLabels labels = labels(Sample.TEA, L7160, CropMarks.NONE, 21);

    try (PDDocument document = Loader.loadPDF(PdfFile.of(labels, serials))) {
      Set<String> texts = new HashSet<>();
      PDFTextStripper stripper =
          new PDFTextStripper() {
            @Override
            protected void writeString(String text, List<TextPosition> positions) {
              texts.add(text);
              positions.forEach(PdfLabelsTest::assertOnLabelBesideSymbol);
            }
          };
      stripper.getText(document);

      assertThat(texts)
          .contains("Anxi Tie Guan Yin", "(01)04600682000129", "(10)A26-07")
          .contains("Best before 2027-12-31")
          .contains("(21)" + Sample.serial(serials, 0), "(21)" + Sample.serial(serials, 20));
    }
  }

  private static void assertOnLabelBesideSymbol(TextPosition at) {
    double x = at.getXDirAdj() * 25.4 / 72 - 7.2;
    double end = (at.getXDirAdj() + at.getWidthDirAdj()) * 25.4 / 72 - 7.2;
    double down = at.getYDirAdj() * 25.4 / 72 - 15.15;
    int column = (int) (x / 66.04);

    // The symbol of 41 modules of 12/600 inch ends 1 + 20.83 mm from the label's edge.
    assertThat(x - column * 66.04).isGreaterThan(21.8);
    assertThat(end - column * 66.04).isLessThan(62.6);
    assertThat(down % 38.1).isBetween(2.0, 37.1);
  }

  @Test
  void squeezedSerial_staysOnItsLabel() throws Exception {
    byte[] widest = "WWWWWWWWWWWWWWWW".repeat(65).getBytes(Helvetica.WIN_ANSI);
    SheetGrid sheet = SheetGrid.named("L7651").orElseThrow();

    try (PDDocument document =
        Loader.loadPDF(PdfFile.of(labels(Sample.TEA, sheet, CropMarks.NONE, 65), widest))) {
      Picture picture = Picture.of(new PDFRenderer(document).renderImageWithDPI(0, 300));
      for (int i = 0; i < 64; i++) {
        if (i % 5 < 4) {
          int right = dots(sheet.x(i) + 38.1 - 0.8, 300);
          int top = dots(sheet.y(i), 300);
          assertThat(picture.isClear(right, top, dots(3, 300), dots(21, 300))).isTrue();
        }
      }
    }
  }

  @Test
  void dataMatrix_readsBackFromTheRenderedPage() throws Exception {
    byte[] serials = Sample.serials(21, new Random(5));
    PdfLabels labels =
        new PdfLabels(Sample.TEA, Sample.dataMatrix(), LabelStyle.USUAL, L7160, CropMarks.NONE, 21);

    try (PDDocument document = Loader.loadPDF(PdfFile.of(labels, serials))) {
      Picture picture = Picture.of(new PDFRenderer(document).renderImageWithDPI(0, 300));
      for (int i = 0; i < 21; i++) {
        int x = dots(L7160.x(i), 300);
        int y = dots(L7160.y(i), 300);
        // The symbol lies at the left, half way down.
        Result read = picture.part(x, y + dots(11.5, 300), dots(13.5, 300), dots(15, 300)).read();
        assertThat(read.getText())
            .isEqualTo(
                "\u001D0104600682000129"
                    + "17271231"
                    + "10A26-07\u001D21"
                    + Sample.serial(serials, i));
      }
    }
  }

  @Test
  void cropMarks_lieOutsideEveryLabel() throws Exception {
    SheetGrid sheet = new SheetGrid("custom", 210, 297, 15, 20, 3, 6, 55, 40, 5, 3);
    byte[] serials = Sample.serials(18, new Random(7));
    PdfLabels without = labels(Sample.TEA, sheet, CropMarks.NONE, 18);
    PdfLabels with = labels(Sample.TEA, sheet, CropMarks.DRAWN, 18);

    Picture plain = render(PdfFile.of(without, serials));
    Picture marked = render(PdfFile.of(with, serials));

    // Beside the first label's upper left corner, two to seven millimetres out.
    assertThat(marked.isClear(dots(14.8, 300), dots(13.5, 300), 6, 30)).isFalse();
    assertThat(plain.isClear(dots(14.8, 300), dots(13.5, 300), 6, 30)).isTrue();
    assertThat(marked.isClear(dots(8.5, 300), dots(19.8, 300), 30, 6)).isFalse();
    assertThat(marked.isClear(dots(15, 300), dots(18.2, 300), dots(180, 300), 12)).isTrue();
    int left = dots(13.2, 300);
    int top = dots(18.2, 300);
    int wide = dots(178, 300);
    int high = dots(258, 300);
    for (int y = top; y < top + high; y++) {
      for (int x = left; x < left + wide; x++) {
        assertThat(marked.isDark(x, y)).isEqualTo(plain.isDark(x, y));
      }
    }
  }

  @Test
  void cropMarks_withoutMargin_areRefused() {
    SheetGrid tight = new SheetGrid("custom", 210, 297, 2, 20, 3, 6, 60, 40, 5, 3);

    assertThatThrownBy(() -> labels(Sample.TEA, tight, CropMarks.DRAWN, 1))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("margins of at least 3 mm on every side");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ") Tj ET Q (",
        "\\) (",
        "endstream endobj",
        "Tee & <Milch> 100 %",
        "Café – „Zürich“ €5",
        "%%EOF"
      })
  void name_thatLooksLikePdf_isPrintedAsText(String name) throws Exception {
    SheetGrid sheet = SheetGrid.named("5163").orElseThrow();
    PdfLabels labels = labels(Sample.named(name), sheet, CropMarks.NONE, 1);

    try (PDDocument document =
        Loader.loadPDF(PdfFile.of(labels, Sample.serials(1, new Random(1))))) {
      assertThat(new PDFTextStripper().getText(document).lines()).contains(name);
    }
  }

  @Test
  void page_isAFunctionOfItsOwnSerials() throws IOException {
    byte[] serials = Sample.serials(60, new Random(11));
    PdfLabels labels = labels(Sample.TEA, L7160, CropMarks.NONE, 60);
    byte[] whole = PdfFile.of(labels, serials);
    byte[] third = new byte[labels.mostPageLength() + 5];

    int length = labels.fork().writePage(2, serials, 16 * 42, third, 5);

    String text = new String(whole, Helvetica.WIN_ANSI);
    String page = new String(third, 5, length, Helvetica.WIN_ANSI);
    assertThat(labels.pages()).isEqualTo(3);
    assertThat(labels.labelsOn(2)).isEqualTo(18);
    assertThat(text).contains(page);
    assertThat(PdfFile.of(labels(Sample.TEA, L7160, CropMarks.NONE, 60), serials)).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "128, 2", "129, 4", "16385, 1"})
  void pages_ofAnyNumber_openWithoutRepair(int pages, int perPage) throws Exception {
    SheetGrid sheet =
        new SheetGrid("custom", 60, 20.0 * perPage + 1, 0, 0, 1, perPage, 60, 20, 0, 0);
    LabelFacts bare = new LabelFacts(Sample.GTIN, null, 16, null, List.of());
    int count = pages * perPage;
    byte[] serials = Sample.serials(count, new Random(pages));
    PdfLabels labels =
        new PdfLabels(bare, Sample.qr(), LabelStyle.USUAL, sheet, CropMarks.NONE, count);

    byte[] pdf = PdfFile.of(labels, serials);

    PdfFile.assertOffsetsAreTrue(pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(pages);
      assertThat(document.getPage(pages - 1).getMediaBox().getWidth()).isBetween(170f, 170.1f);
      Picture picture = Picture.of(new PDFRenderer(document).renderImageWithDPI(pages - 1, 300));
      Picture last = label(picture, sheet, perPage - 1, 300);
      assertThat(last.read().getText()).isEqualTo(Sample.LINK + Sample.serial(serials, count - 1));
    }
  }

  @Test
  void trailer_pastTenDigits_isAStreamOfOffsets() throws IOException {
    PdfLabels labels = labels(Sample.TEA, L7160, CropMarks.NONE, 21L * 1_000_000);
    ByteArrayOutputStream trailer = new ByteArrayOutputStream();

    labels.writeTrailer(page -> 20_000, trailer);

    byte[] bytes = trailer.toByteArray();
    assertThat(labels.trailerLength(page -> 20_000)).isEqualTo(bytes.length);
    String end = new String(bytes, bytes.length - 60, 60, Helvetica.WIN_ANSI);
    long offset =
        Long.parseLong(end.substring(end.indexOf("startxref\n") + 10, end.indexOf("\n%%")));
    long start = labels.header().length + 20_000L * 1_000_000;
    int at = (int) (offset - start);
    String table = new String(bytes, at, 100, Helvetica.WIN_ANSI);
    // 7 objects, 2 for each page, 7,813 nodes above the pages, 62 above them, the table itself.
    assertThat(table)
        .startsWith(
            "2007882 0 obj\n<</Type/XRef/W[1 6 1]/Size 2007883/Root 1 0 R/Length 16063064>>");
    int entries = at + table.indexOf("stream\n") + 7;
    byte[] lastPage = Arrays.copyOfRange(bytes, entries + 8 * 2_000_005, entries + 8 * 2_000_006);
    assertThat(lastPage).startsWith(1).endsWith(0);
    long lastOffset = 0;
    for (int i = 1; i <= 6; i++) {
      lastOffset = lastOffset << 8 | (lastPage[i] & 0xFF);
    }
    assertThat(lastOffset).isEqualTo(labels.header().length + 20_000L * 999_999);
  }

  @Test
  void moreLabels_thanADocumentNumbers_areRefused() {
    assertThatThrownBy(() -> labels(Sample.TEA, L7160, CropMarks.NONE, 100_000_000L))
        .isInstanceOfSatisfying(
            LabelException.class,
            e ->
                assertThat(e.faults())
                    .containsExactly(
                        new LabelFault(
                            Reason.LIMIT,
                            "labels",
                            "100000000 labels",
                            "1 to 84000000 in one document")));
  }

  /** Who sends a document makes several pages at once. */
  @Test
  void pageOfLargeSymbols_thatWouldTakeMuchMemory_isRefused() {
    String base = "https://trace.brics.org/" + "a".repeat(120) + "/01/04600682000129/21/";
    LabelSymbol symbol =
        new LabelSymbol.Qr(SymbolPress.of(base, 16, ErrorCorrection.H), ErrorCorrection.H);
    SheetGrid sheet = new SheetGrid("custom", 1500, 1500, 0, 0, 25, 40, 60, 37, 0, 0);

    assertThatThrownBy(
            () ->
                new PdfLabels(
                    Sample.TEA, symbol, LabelStyle.USUAL, sheet, CropMarks.NONE, 1_000_000))
        .isInstanceOfSatisfying(
            LabelException.class,
            e ->
                assertThat(e.faults())
                    .contains(
                        new LabelFault(
                            Reason.LIMIT,
                            "sheet",
                            "1000 labels of 69 modules a side on a page",
                            "at most 100 on a page")));
  }

  @Test
  void symbol_tooLargeForTheSheet_saysHowLargeItMustBe() {
    LabelStyle style = new LabelStyle(PrintUse.GENERAL_DISTRIBUTION, 0, List.of());

    assertThatThrownBy(
            () ->
                new PdfLabels(
                    Sample.TEA,
                    Sample.qr(ErrorCorrection.Q),
                    style,
                    SheetGrid.named("5160").orElseThrow(),
                    CropMarks.NONE,
                    1))
        .isInstanceOf(LabelException.class)
        .hasMessage(
            "the label is too small (symbol): found 23.400 mm, expected at least 34.290 mm for the"
                + " symbol and its quiet zone");
  }

  private static PdfLabels labels(LabelFacts facts, SheetGrid sheet, CropMarks marks, long count) {
    return new PdfLabels(facts, Sample.qr(), LabelStyle.USUAL, sheet, marks, count);
  }

  private static Picture render(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 300);
      return Picture.of(image);
    }
  }

  private static Picture label(Picture page, SheetGrid sheet, int index, int dpi) {
    int left = dots(sheet.x(index), dpi);
    int top = dots(sheet.y(index), dpi);
    int wide = Math.min(dots(sheet.labelWidth(), dpi), page.width() - left);
    int high = Math.min(dots(sheet.labelHeight(), dpi), page.height() - top);
    return page.part(left, top, wide, high);
  }

  private static int dots(double millimetres, int dpi) {
    return (int) (millimetres * dpi / 25.4);
  }
}
