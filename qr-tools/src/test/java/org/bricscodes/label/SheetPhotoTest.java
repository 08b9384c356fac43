package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bricscodes.qr.FoundSymbol;
import org.bricscodes.qr.PictureReading;
import org.bricscodes.qr.PictureReading.Coverage;
import org.bricscodes.qr.SymbolReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole sheet in one picture, as it is scanned in an office: every label is told. */
class SheetPhotoTest {

  @ParameterizedTest
  @CsvSource({"5163, 3", "5163, 10", "L7159, 24", "L7160, 21", "5160, 30", "L7651, 65"})
  void sheet_inOnePicture_tellsEveryLabel(String name, int labels) throws Exception {
    long seed = 42;
    SheetGrid sheet = SheetGrid.named(name).orElseThrow();
    byte[] serials = Sample.serials(labels, new Random(seed));
    byte[] pdf =
        PdfFile.of(
            new PdfLabels(Sample.TEA, Sample.qr(), LabelStyle.USUAL, sheet, CropMarks.NONE, labels),
            serials);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 200);
      ImageIO.write(page, "png", png);
    }

    long began = System.nanoTime();
    PictureReading reading =
        new SymbolReader(Duration.ofMinutes(5), System::nanoTime).look(png.toByteArray());

    System.out.printf(
        "%s: %d of %d in %d ms%n",
        name, reading.symbols().size(), labels, (System.nanoTime() - began) / 1_000_000);
    assertThat(reading.symbols())
        .as("seed %d", seed)
        .extracting(FoundSymbol::text)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, labels)
                .mapToObj(i -> Sample.LINK + Sample.serial(serials, i))
                .toList());
    assertThat(reading.coverage()).isEqualTo(Coverage.WHOLE);
  }
}
