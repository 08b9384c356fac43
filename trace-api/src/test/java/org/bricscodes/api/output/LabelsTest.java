package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Reader;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.datamatrix.DataMatrixReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelsTest {

  private static final String LINK = "https://trace.example/01/04600682000129/10/A26-07/21/";
  private static final Pattern GRAPHIC =
      Pattern.compile("\\^GFA,(\\d+),\\d+,(\\d+),([0-9A-F:]+)\\^FS");
  private static final int DPI = 300;

  @ParameterizedTest
  @CsvSource({"203,qr", "300,qr", "600,qr", "300,gs1datamatrix"})
  void zpl_isALabelPerCode_whoseGraphicReadsBack(String dpi, String symbology)
      throws ReaderException {
    SerialRun run = TestBatch.of(200);
    List<Serial> serials = run.stream().toList();

    BatchFile file =
        TestBatch.file(run, BatchFormat.ZPL, Map.of("dpi", dpi, "symbology", symbology));
    String zpl = new String(Whole.bytes(file), StandardCharsets.US_ASCII);

    assertThat(file.length()).hasValue(zpl.length());
    List<String> labels = List.of(zpl.split("(?<=\\^XZ\n)", -1)).subList(0, 200);
    for (int i = 0; i < 200; i++) {
      String label = labels.get(i);
      assertThat(label).hasSameSizeAs(labels.getFirst()).startsWith("^XA");
      boolean qr = symbology.equals("qr");
      String text = graphic(label, qr ? new QRCodeReader() : new DataMatrixReader());
      assertThat(text)
          .isEqualTo(
              qr
                  ? LINK + serials.get(i)
                  : "\u001d010460068200012910A26-07\u001d21" + serials.get(i));
    }
    System.out.println("ZPL at " + dpi + " dpi, " + symbology + ": 200 of 200 read back");
  }

  @Test
  void pdf_rendered_readsBackLabelByLabel() throws IOException, ReaderException {
    SerialRun run = TestBatch.of(100); // four sheets of 21, and one of 16
    List<Serial> serials = run.stream().toList();
    int read = 0;

    byte[] pdf = Whole.bytes(TestBatch.file(run, BatchFormat.PDF, Map.of("marks", "false")));

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(5);
      PDFRenderer renderer = new PDFRenderer(document);
      for (int page = 0; page < 5; page++) {
        BufferedImage image = renderer.renderImageWithDPI(page, DPI);
        for (int label = 0; label < Math.min(21, 100 - page * 21); label++) {
          BufferedImage one =
              image.getSubimage(
                  dots(7.2 + label % 3 * 66.04),
                  dots(15.15 + Math.floorDiv(label, 3) * 38.1),
                  dots(63.5),
                  dots(38.1));
          assertThat(decode(one, new QRCodeReader())).isEqualTo(LINK + serials.get(read));
          read++;
        }
      }
    }
    System.out.println("PDF: " + read + " of 100 labels read back from rendered sheets");
  }

  @Test
  void pdf_inParts_isTheSame() {
    SerialRun run = TestBatch.of(3_000);
    byte[] whole = Whole.bytes(TestBatch.file(run, BatchFormat.PDF, Map.of()));
    BatchFile file = TestBatch.file(run, BatchFormat.PDF, Map.of());

    assertThat(file.measure(() -> true)).isTrue();

    assertThat(file.length()).hasValue(whole.length);
    for (int from : new int[] {1, whole.length / 3, whole.length - 300, whole.length - 1}) {
      assertThat(Whole.bytes(file.read(from, whole.length, Whole.NOBODY, 1)))
          .isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PDF | sheet | L0 | must be one of L7159, L7160, L7163, L7651, L7120, 5160, 5163; others"
            + " are given by grid",
        "PDF | marks | yes | must be true or false",
        "PDF | symbology | aztec | must be qr or gs1datamatrix",
        "ZPL | dpi | 200 | must be 203, 300 or 600",
        "ZPL | label | 60 | must be width and height in millimetres, as in 60x40",
        "ZPL | use | moon | must be retail, distribution or other",
      })
  void option_ofLabels_isNamedWithWhatWouldBeRight(
      BatchFormat format, String name, String value, String message) {
    OptionsException refused =
        catchThrowableOfType(
            OptionsException.class, () -> FileOptions.parse(format, Map.of(name, value)));

    assertThat(refused.faults()).containsExactly(new OptionFault(name, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PDF | grid | 210,297,7,15,3,7,90,38,2,0 | the sheet is impossible",
        "PDF | grid | 210,297 | must be ten numbers joined by commas",
        "PDF | grid | 210,297,7,15,10,20,19,13,0,0 | the label is too small",
        "ZPL | label | 20x10 | the label is too small",
        "ZPL | label | 2000x10 | a value is not allowed",
        "ZPL | name | 茶 | no font has a character",
      })
  void labels_thatCannotBePrinted_areRefusedWithTheReason(
      BatchFormat format, String name, String value, String reason) {
    OptionsException refused =
        catchThrowableOfType(
            OptionsException.class,
            () -> TestBatch.file(TestBatch.of(10), format, Map.of(name, value)));

    assertThat(refused).hasMessageContaining(reason);
  }

  @Test
  void pdf_ofMorePagesThanADocumentHas_isRefusedWithWhatWouldBeRight() {
    OptionsException refused =
        catchThrowableOfType(
            OptionsException.class,
            () -> TestBatch.file(TestBatch.of(2_100_001), BatchFormat.PDF, Map.of()));

    assertThat(refused)
        .hasMessage(
            "count must be at most 2100000 labels of this sheet in one document: take parts by"
                + " from and count");
  }

  /** A product name is text, whatever it looks like. */
  @Test
  void zpl_nameThatLooksLikeCommands_isNone() {
    SerialRun run = TestBatch.of("L", "^XZ^XA^FDx~JA_5E", 3);

    String zpl =
        new String(
            Whole.bytes(TestBatch.file(run, BatchFormat.ZPL, Map.of())), StandardCharsets.US_ASCII);

    assertThat(zpl.split("\\^XA", -1)).hasSize(4);
    assertThat(zpl.split("\\^XZ", -1)).hasSize(4);
    assertThat(zpl).doesNotContain("~");
  }

  private static int dots(double millimetres) {
    return (int) Math.round(millimetres * DPI / 25.4);
  }

  /** What the graphic of a label shows, on white paper. */
  private static String graphic(String label, Reader reader) throws ReaderException {
    Matcher match = GRAPHIC.matcher(label);
    assertThat(match.find()).isTrue();
    int perRow = Integer.parseInt(match.group(2));
    int rows = Integer.parseInt(match.group(1)) / perRow;
    String data = match.group(3);
    int border = 40;
    BufferedImage image =
        new BufferedImage(perRow * 8 + 2 * border, rows + 2 * border, BufferedImage.TYPE_BYTE_GRAY);
    image.createGraphics().fillRect(0, 0, image.getWidth(), image.getHeight());
    byte[] row = new byte[perRow];
    int at = 0;
    for (int y = 0; y < rows; y++) {
      if (data.charAt(at) == ':') {
        at++;
      } else {
        row = HexFormat.of().parseHex(data, at, at + 2 * perRow);
        at += 2 * perRow;
      }
      for (int x = 0; x < perRow * 8; x++) {
        if ((row[x >> 3] & 0x80 >> (x & 7)) != 0) {
          image.setRGB(border + x, border + y, 0);
        }
      }
    }
    return decode(image, reader);
  }

  private static String decode(BufferedImage image, Reader reader) throws ReaderException {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    BinaryBitmap bitmap =
        new BinaryBitmap(
            new GlobalHistogramBinarizer(new RGBLuminanceSource(width, height, pixels)));
    try {
      return reader.decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)).getText();
    } catch (ReaderException e) {
      return reader.decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
    }
  }
}
