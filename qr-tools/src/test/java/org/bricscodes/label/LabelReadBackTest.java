package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.NotFoundException;
import java.util.Arrays;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/**
 * Many labels read back, each exactly: {@code -Dlabels.readBack=10000} for as many as a release
 * wants, 420 otherwise.
 */
class LabelReadBackTest {

  private static final int LABELS = Integer.getInteger("labels.readBack", 420);
  private static final long SEED = 20261125;

  @Test
  void zpl_everyLabel_readsBack() throws Exception {
    byte[] serials = Sample.serials(LABELS, new Random(SEED));
    int read = 0;
    for (PrinterDensity density : PrinterDensity.values()) {
      int to = density == PrinterDensity.DPI_600 ? LABELS : read + LABELS / 3;
      ZplLabels labels =
          new ZplLabels(Sample.TEA, Sample.qr(), LabelStyle.USUAL, LabelSize.of(60, 30), density);
      byte[] label = new byte[labels.length()];
      for (; read < to; read++) {
        labels.write(serials, 16 * read, label, 0);
        ZplPrinter printer = new ZplPrinter(label);
        ZplPrinter.Graphic at = printer.graphics.getLast();

        assertThat(
                text(
                    printer.paper(), printer.paper().part(at.x(), at.y(), at.width(), at.height())))
            .as("seed %d, label %d at %s", SEED, read, density)
            .isEqualTo(Sample.LINK + Sample.serial(serials, read));
      }
    }

    assertThat(read).isEqualTo(LABELS);
    System.out.printf("%d ZPL labels read back, seed %d%n", read, SEED);
  }

  @Test
  void pdf_everyLabelOfEveryPage_readsBackFromThePicture() throws Exception {
    byte[] serials = Sample.serials(LABELS, new Random(SEED));
    SheetGrid sheet = SheetGrid.named("L7160").orElseThrow();
    PdfLabels labels =
        new PdfLabels(Sample.TEA, Sample.qr(), LabelStyle.USUAL, sheet, CropMarks.NONE, LABELS);
    int read = 0;

    try (PDDocument document = Loader.loadPDF(PdfFile.of(labels, serials))) {
      PDFRenderer renderer = new PDFRenderer(document);
      for (int page = 0; page < labels.pages(); page++) {
        Picture picture = Picture.of(renderer.renderImageWithDPI(page, 150));
        String[] found = new String[labels.labelsOn(page)];
        String[] expected = new String[found.length];
        for (int i = 0; i < found.length; i++) {
          Picture label = label(picture, sheet, i);
          // The symbol lies at the left; the text begins where its quiet zone ends.
          found[i] = text(label, label.part(20, 20, dots(21.5), dots(38)));
          expected[i] = Sample.LINK + Sample.serial(serials, read + i);
        }

        assertThat(found).as("seed %d, page %d", SEED, page).isEqualTo(expected);
        read += found.length;
      }
    }

    assertThat(read).isEqualTo(LABELS);
    System.out.printf("%d PDF labels read back, seed %d%n", read, SEED);
  }

  private static String text(Picture label, Picture symbol) throws NotFoundException {
    try {
      return label.read().getText();
    } catch (NotFoundException e) {
      return symbol.readAlone().getText();
    }
  }

  private static Picture label(Picture page, SheetGrid sheet, int index) {
    int[] box = {
      dots(sheet.x(index)),
      dots(sheet.y(index)),
      dots(sheet.labelWidth()),
      dots(sheet.labelHeight())
    };
    assertThat(Arrays.stream(box).min().orElseThrow()).isPositive();
    return page.part(box[0], box[1], box[2], box[3]);
  }

  private static int dots(double millimetres) {
    return (int) (millimetres * 150 / 25.4);
  }
}
