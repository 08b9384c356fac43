package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.label.CropMarks;
import org.bricscodes.label.LabelFacts;
import org.bricscodes.label.LabelSize;
import org.bricscodes.label.LabelStyle;
import org.bricscodes.label.LabelSymbol;
import org.bricscodes.label.PdfLabels;
import org.bricscodes.label.PrinterDensity;
import org.bricscodes.label.SheetGrid;
import org.bricscodes.label.ZplLabels;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.QrSymbol;
import org.bricscodes.qr.SymbolPress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Symbols of every output form, read back letter by letter by decoders that share no code. Plain
 * {@code mvn verify} asks the two that live in Java, about few symbols; {@code -Pdecoders} asks
 * four about ten thousand of each form.
 */
@Isolated("takes every processor there is")
final class DecodersIT {

  private static final int COUNT = Integer.getInteger("decoders.symbols", 200);

  /** Whether decoders outside Java, and an SVG rasteriser, are to be there. */
  private static final boolean OUTSIDE = Boolean.getBoolean("decoders.outside");

  private static final long SEED = Long.getLong("decoders.seed", 20261125);
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** SVG documents laid out on one sheet, which is rasterised and cut again. */
  private static final int SHEET_SIDE = 10;

  private static final int ON_A_SHEET = SHEET_SIDE * SHEET_SIDE;
  private static final int PAGES_AT_ONCE = 20;

  /** Dots an inch at which pages are rendered: what an office scanner does. */
  private static final int DPI = 200;

  private static final String BEFORE = "https://trace.example/01/04600682000129/10/A26-07/21/";
  private static final LabelFacts FACTS =
      new LabelFacts(Gtin.parse("04600682000129"), "A26-07", 16, "Tie Guan Yin", List.of());

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  DecodersIT() {}

  @Test
  void png_isReadExactly() throws IOException {
    List<String> links = links("png");
    List<Path> pictures = all(COUNT, i -> Files.write(picture(i), symbol(links, i).png(4)));

    readBack("PNG", links, pictures);
  }

  @Test
  void svg_isReadExactly() throws IOException {
    List<String> links = links("svg");
    List<Path> pictures =
        OUTSIDE
            ? all(Math.ceilDiv(COUNT, ON_A_SHEET), sheet -> rasterised(links, sheet)).stream()
                .flatMap(List::stream)
                .toList()
            : all(COUNT, i -> ruled(symbol(links, i).svg(), picture(i)));

    readBack("SVG", links, pictures);
  }

  @ParameterizedTest
  @EnumSource(PrinterDensity.class)
  void zpl_isReadExactly(PrinterDensity density) throws IOException {
    ZplLabels labels = new ZplLabels(FACTS, qr(), LabelStyle.USUAL, LabelSize.of(70, 40), density);
    List<String> serials = serials("zpl" + density, (COUNT + 2) / 3);
    List<String> zpl = new ArrayList<>();
    byte[] label = new byte[labels.length()];
    for (String serial : serials) { // in order: labels are for one thread
      labels.write(serial.getBytes(StandardCharsets.US_ASCII), 0, label, 0);
      zpl.add(new String(label, StandardCharsets.US_ASCII));
    }
    List<Path> pictures = all(zpl.size(), i -> drawn(ZplGraphic.largest(zpl.get(i)), i));

    readBack("ZPL at " + density.dotsPerInch() + " dpi", ofSerials(serials), pictures);
  }

  @Test
  void pdf_isReadExactly() throws IOException {
    SheetGrid sheet = SheetGrid.named("L7159").orElseThrow();
    List<String> serials = serials("pdf", COUNT);
    PdfLabels labels =
        new PdfLabels(FACTS, qr(), LabelStyle.USUAL, sheet, CropMarks.DRAWN, serials.size());
    Path pdf = Files.write(folder.resolve("labels.pdf"), pdf(labels, String.join("", serials)));

    List<Path> pages = OUTSIDE ? byPoppler(pdf, labels.pages()) : byPdfBox(pdf);
    assertThat(pages).hasSize(labels.pages());
    int on = labels.labelsOn(0); // as on all but the last
    List<List<Path>> pictures =
        all(
            pages.size(),
            page -> {
              BufferedImage image = Objects.requireNonNull(ImageIO.read(pages.get(page).toFile()));
              List<Path> some = new ArrayList<>();
              for (int label = 0; label < labels.labelsOn(page); label++) {
                some.add(drawn(cut(image, sheet, label), page * on + label));
              }
              return some;
            });

    readBack("PDF", ofSerials(serials), pictures.stream().flatMap(List::stream).toList());
  }

  /** What is made of a number, such as a picture. */
  private interface Maker<T> {

    T make(int number) throws IOException;
  }

  /** What is made of each number, on all processors. */
  private static <T> List<T> all(int count, Maker<T> maker) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            number -> {
              try {
                return maker.make(number);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private Path drawn(BufferedImage image, int number) throws IOException {
    Path picture = picture(number);
    ImageIO.write(image, "png", picture.toFile());
    return picture;
  }

  private static List<String> ofSerials(List<String> serials) {
    return serials.stream().map(serial -> BEFORE + serial).toList();
  }

  private static byte[] pdf(PdfLabels labels, String serials) throws IOException {
    byte[] ascii = serials.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.writeBytes(labels.header());
    byte[] page = new byte[labels.mostPageLength()];
    int[] lengths = new int[labels.pages()];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = labels.writePage(i, ascii, at, page, 0);
      pdf.write(page, 0, lengths[i]);
      at += 16 * labels.labelsOn(i);
    }
    labels.writeTrailer(i -> lengths[i], pdf);
    return pdf.toByteArray();
  }

  /**
   * Some pages at a time, since it takes one processor; in the end all that are left, so that a
   * page too many shows.
   */
  private List<Path> byPoppler(Path pdf, int count) throws IOException {
    Path pages = Files.createDirectory(folder.resolve("pages"));
    int parts = Math.ceilDiv(count, PAGES_AT_ONCE);
    all(
        parts,
        part -> {
          String first = String.valueOf(part * PAGES_AT_ONCE + 1);
          String last = part == parts - 1 ? "0" : String.valueOf((part + 1) * PAGES_AT_ONCE);
          String from = pdf.toString();
          String to = pages.resolve(String.format(Locale.ROOT, "%05d", part)).toString();
          String dpi = String.valueOf(DPI);
          List<String> command =
              List.of("pdftoppm", "-r", dpi, "-gray", "-png", "-f", first, "-l", last, from, to);
          return Decoder.Program.lines(
              command, "pdftoppm is missing: apt-get install poppler-utils");
        });
    try (Stream<Path> files = Files.list(pages)) {
      return files.sorted().toList(); // page numbers have leading zeros
    }
  }

  private List<Path> byPdfBox(Path pdf) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf))) {
      PDFRenderer renderer = new PDFRenderer(document);
      for (int page = 0; page < document.getNumberOfPages(); page++) {
        pages.add(folder.resolve("page" + page + ".png"));
        BufferedImage image = renderer.renderImageWithDPI(page, DPI, ImageType.GRAY);
        ImageIO.write(image, "png", pages.getLast().toFile());
      }
    }
    return pages;
  }

  /** One label of a rendered page, by the measures of its sheet. */
  private static BufferedImage cut(BufferedImage page, SheetGrid sheet, int label) {
    int column = label % sheet.columns();
    int row = label / sheet.columns();
    double x = sheet.left() + column * (sheet.labelWidth() + sheet.gapX());
    double y = sheet.top() + row * (sheet.labelHeight() + sheet.gapY());
    return page.getSubimage(dots(x), dots(y), dots(sheet.labelWidth()), dots(sheet.labelHeight()));
  }

  private static int dots(double millimetres) {
    return (int) Math.round(millimetres * DPI / 25.4);
  }

  private static LabelSymbol qr() {
    return new LabelSymbol.Qr(SymbolPress.of(BEFORE, 16, ErrorCorrection.M), ErrorCorrection.M);
  }

  /**
   * No decoder misreads anything, none overlooks more than one in a hundred (each has rasters it
   * does not see), and every symbol is read exactly by three of the four; by one of the two where
   * only those of Java are.
   */
  private void readBack(String form, List<String> links, List<Path> pictures) throws IOException {
    int[] readers = new int[links.size()];
    for (Map.Entry<String, Decoder> decoder : decoders().entrySet()) {
      List<String> texts = read(decoder.getValue(), pictures);
      assertThat(texts).hasSameSizeAs(links);
      List<String> wrong = new ArrayList<>();
      int unread = 0;
      for (int i = 0; i < readers.length; i++) {
        if (texts.get(i).equals(links.get(i))) {
          readers[i]++;
        } else if (texts.get(i).equals(Decoder.NOTHING)) {
          unread++;
        } else {
          wrong.add(texts.get(i));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %,d of %,d read exactly by %s, %d not at all, seed %d%n",
          form,
          readers.length - wrong.size() - unread,
          readers.length,
          decoder.getKey(),
          unread,
          SEED);

      assertThat(wrong).as("%s misread by %s, seed %d", form, decoder.getKey(), SEED).isEmpty();
      assertThat(unread)
          .as("%s overlooked by %s", form, decoder.getKey())
          .isLessThan(1 + readers.length / 100);
    }
    int least = Arrays.stream(readers).min().orElseThrow();
    assertThat(least)
        .as("%s: readers of each symbol", form)
        .isGreaterThanOrEqualTo(OUTSIDE ? 3 : 1);
  }

  /** What each picture says, read in as many parts as there are processors. */
  private static List<String> read(Decoder decoder, List<Path> pictures) {
    int parts = Runtime.getRuntime().availableProcessors();
    int count = pictures.size();
    return all(
            parts,
            part ->
                decoder.read(pictures.subList(count * part / parts, count * (part + 1) / parts)))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static Map<String, Decoder> decoders() {
    Map<String, Decoder> decoders = new LinkedHashMap<>();
    decoders.put("ZXing", Decoder.zxing());
    decoders.put("BoofCV", Decoder.boofcv());
    if (OUTSIDE) {
      decoders.put("zbar", Decoder.zbar());
      decoders.put("zxing-cpp", Decoder.zxingCpp());
    }
    return decoders;
  }

  private static List<String> serials(String form, int count) {
    SplittableRandom random = new SplittableRandom(SEED + form.hashCode());
    List<String> serials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder serial = new StringBuilder();
      for (int c = 0; c < 16; c++) {
        serial.append(ALPHABET.charAt(random.nextInt(32)));
      }
      serials.add(serial.toString());
    }
    return serials;
  }

  /** Links of packs: serials of our alphabet, a few lots, some with characters to escape. */
  private static List<String> links(String form) {
    List<String> serials = serials(form, COUNT);
    List<String> links = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String lot = i % 10 == 9 ? "A%2F26" : "A26-0" + i % 10;
      links.add("https://trace.example/01/04600682000129/10/" + lot + "/21/" + serials.get(i));
    }
    return links;
  }

  /** Half of the symbols at each level. */
  private static QrSymbol symbol(List<String> links, int i) {
    ErrorCorrection level = i % 2 == 0 ? ErrorCorrection.M : ErrorCorrection.Q;
    return QrSymbol.of(DigitalLink.parse(links.get(i)), level);
  }

  private Path picture(int i) {
    return folder.resolve(String.format(Locale.ROOT, "%05d.png", i));
  }

  /** Documents side by side, each as it is, drawn by librsvg. */
  private List<Path> rasterised(List<String> links, int number) throws IOException {
    int from = number * ON_A_SHEET;
    int to = Math.min(from + ON_A_SHEET, links.size());
    int cell = 200;
    StringBuilder sheet =
        new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
            .append(SHEET_SIDE * cell)
            .append("\" height=\"")
            .append(SHEET_SIDE * cell)
            .append("\">\n");
    for (int i = from; i < to; i++) {
      String place =
          String.format(
              Locale.ROOT,
              "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" ",
              (i - from) % SHEET_SIDE * cell,
              (i - from) / SHEET_SIDE * cell,
              cell,
              cell);
      sheet.append(symbol(links, i).svg().replaceFirst("<svg ", place));
    }
    Path svg =
        Files.writeString(folder.resolve("sheet" + number + ".svg"), sheet.append("</svg>\n"));
    Path png = folder.resolve("sheet" + number + ".png");
    Decoder.Program.lines(
        List.of("rsvg-convert", "-o", png.toString(), svg.toString()),
        "rsvg-convert is missing: apt-get install librsvg2-bin");
    BufferedImage image = Objects.requireNonNull(ImageIO.read(png.toFile()));
    List<Path> pictures = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int x = (i - from) % SHEET_SIDE * cell;
      int y = (i - from) / SHEET_SIDE * cell;
      pictures.add(drawn(image.getSubimage(x, y, cell, cell), i));
    }
    return pictures;
  }

  /** A document of rectangles drawn by ruler, where no rasteriser is at hand. */
  private static Path ruled(String svg, Path picture) throws IOException {
    ImageIO.write(RuledSvg.draw(svg, 4), "png", picture.toFile());
    return picture;
  }
}
