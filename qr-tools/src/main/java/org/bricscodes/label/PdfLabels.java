package org.bricscodes.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.bricscodes.label.LabelFault.Reason;
import org.bricscodes.qr.ModuleGrid;

/**
 * Labels of one batch on sheets: a PDF (ISO 32000-1) in three parts, so that any of it can be made
 * alone. {@link #header}, then {@link #pages} pages, then the trailer, which needs nothing but how
 * long the pages are. A page's bytes depend on the job, its place and its own serials; the whole
 * needs no more memory than a page.
 *
 * <p>Symbols are vectors: one rectangle for each run of dark modules, one fill for a label. All
 * lies on a raster of 600 dots an inch, and so do the modules. What the labels share is drawn once.
 * Viewers are told not to scale when they print.
 *
 * <p>For one thread; {@link #fork} gives another its own.
 */
public final class PdfLabels {

  /** The raster of a page. */
  static final int DOTS_PER_INCH = 600;

  /** Most pages of a document: readers number no more than 8,388,607 objects. */
  public static final int MOST_PAGES = 4_000_000;

  /** Most room of a page in bytes: who makes several at once needs it for each. */
  public static final int MOST_PAGE_LENGTH = 8 << 20;

  private static final double POINTS_PER_DOT = 72.0 / DOTS_PER_INCH;

  private static final byte[] RE = "1 re\n".getBytes(StandardCharsets.US_ASCII);

  /** Longest text around a symbol's rectangles on a label. */
  private static final int AROUND = 512;

  /** Longest rectangle: three numbers of three digits. */
  private static final int RECTANGLE = 17;

  private final SheetGrid sheet;
  private final LabelLayout layout;
  private final LabelSymbol symbol;
  private final int serialLength;
  private final long count;
  private final boolean marked;
  private final PdfDocument document;
  private final Flate flate;
  private final List<LabelLayout.Line> serialLines;

  private final ModuleGrid grid = new ModuleGrid();
  private final PdfText raw = new PdfText(1 << 16);
  private byte[] packed = new byte[0];

  /**
   * Lays out the labels of a batch.
   *
   * @param count how many labels there will be, at least 1
   * @throws LabelException with everything that keeps them from being printed or read
   */
  public PdfLabels(
      LabelFacts facts,
      LabelSymbol symbol,
      LabelStyle style,
      SheetGrid sheet,
      CropMarks marks,
      long count) {
    List<LabelFault> faults = new ArrayList<>();
    long pages = (count + sheet.labelsPerPage() - 1) / sheet.labelsPerPage();
    if (count < 1 || pages > MOST_PAGES) {
      faults.add(
          new LabelFault(
              Reason.LIMIT,
              "labels",
              count + " labels",
              "1 to " + (long) MOST_PAGES * sheet.labelsPerPage() + " in one document"));
    }
    long room = mostPageLength(sheet, symbol);
    if (room > MOST_PAGE_LENGTH) {
      faults.add(
          new LabelFault(
              Reason.LIMIT,
              "sheet",
              sheet.labelsPerPage() + " labels of " + symbol.size() + " modules a side on a page",
              "at most " + (long) sheet.labelsPerPage() * MOST_PAGE_LENGTH / room + " on a page"));
    }
    this.marked = marks == CropMarks.DRAWN;
    byte[] marksForm = marked ? PdfForms.marks(sheet, faults) : new byte[0];
    LabelLayout.Content content = LabelLayout.Content.of(facts, symbol, style, faults);
    LabelSize size = LabelSize.of(sheet.labelWidth(), sheet.labelHeight());
    this.layout = LabelLayout.of(content, size, DOTS_PER_INCH, faults);
    this.sheet = sheet;
    this.symbol = symbol;
    this.serialLength = facts.serialLength();
    this.count = count;
    this.serialLines = layout.lines().stream().filter(line -> !line.text().isFixed()).toList();
    this.document =
        new PdfDocument(
            sheet, layout, PdfForms.label(layout, content.typesetter()), marksForm, (int) pages);
    drawSample();
    this.flate = new Flate(raw.array(), raw.length());
  }

  private PdfLabels(PdfLabels other) {
    this.sheet = other.sheet;
    this.layout = other.layout;
    this.symbol = other.symbol.fork();
    this.serialLength = other.serialLength;
    this.count = other.count;
    this.marked = other.marked;
    this.document = other.document;
    this.flate = other.flate.fork();
    this.serialLines = other.serialLines;
  }

  /** The same labels for another thread. */
  public PdfLabels fork() {
    return new PdfLabels(this);
  }

  /** How many pages there are. */
  public int pages() {
    return document.pages();
  }

  /** How many labels a page has: so many serials it takes, the last one perhaps fewer. */
  public int labelsOn(int page) {
    Objects.checkIndex(page, pages());
    long before = (long) page * sheet.labelsPerPage();
    return (int) Math.min(sheet.labelsPerPage(), count - before);
  }

  /** The side of a module as it is printed, in millimetres. */
  public double moduleMillimetres() {
    return layout.module() * 25.4 / DOTS_PER_INCH;
  }

  /** Everything before the first page. */
  public byte[] header() {
    return document.header();
  }

  /** Room that {@link #writePage} asks for; a page takes a fifth of it. */
  public int mostPageLength() {
    return mostPageLength(sheet, symbol);
  }

  private static int mostPageLength(SheetGrid sheet, LabelSymbol symbol) {
    int rectangles = symbol.size() * ((symbol.size() + 1) / 2);
    int label = AROUND + RECTANGLE * rectangles;
    return PdfDocument.AROUND_PAGE + Flate.most(sheet.labelsPerPage() * label);
  }

  /**
   * Writes a page.
   *
   * @param page from 0
   * @param serials ASCII, one behind the other; those of the page begin at {@code serialsAt}
   * @return how many bytes it is
   * @throws IndexOutOfBoundsException unless there are {@link #labelsOn} serials and room for
   *     {@link #mostPageLength}; nothing is written then
   */
  public int writePage(int page, byte[] serials, int serialsAt, byte[] out, int at) {
    int labels = labelsOn(page);
    Objects.checkFromIndexSize(serialsAt, labels * serialLength, serials.length);
    Objects.checkFromIndexSize(at, mostPageLength(), out.length);
    draw(serials, serialsAt, labels);
    if (packed.length < Flate.most(raw.length())) {
      packed = new byte[Flate.most(raw.length())];
    }
    int length = flate.compress(raw.array(), raw.length(), packed, 0);
    return document.writePage(page, packed, length, out, at);
  }

  /**
   * Writes everything after the last page.
   *
   * @param pageLengths what {@link #writePage} returned for each page
   */
  public void writeTrailer(IntUnaryOperator pageLengths, OutputStream out) throws IOException {
    document.writeTrailer(pageLengths, out);
  }

  /** How long the trailer is. Walks over all pages' lengths. */
  public long trailerLength(IntUnaryOperator pageLengths) {
    return document.trailerLength(pageLengths);
  }

  /** A page of serials that look like any, from which the compressor learns. */
  private void drawSample() {
    StringBuilder serials = new StringBuilder();
    int state = 1;
    for (int i = 0; i < sheet.labelsPerPage() * serialLength; i++) {
      state = state * 1_103_515_245 + 12_345;
      serials.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(state >>> 27));
    }
    draw(serials.toString().getBytes(StandardCharsets.US_ASCII), 0, sheet.labelsPerPage());
  }

  private void draw(byte[] serials, int serialsAt, int labels) {
    raw.clear().text("0.12 0 0 0.12 0 0 cm\n");
    if (marked) {
      raw.text("/M Do\n");
    }
    for (int i = 0; i < labels; i++) {
      int serialAt = serialsAt + i * serialLength;
      raw.text("q 1 0 0 1 ");
      raw.number(PdfForms.dots(sheet.x(i)))
          .number(PdfForms.up(sheet, sheet.y(i)) - layout.height());
      raw.text("cm /L Do\n");
      for (LabelLayout.Line line : serialLines) {
        serialLine(line, serials, serialAt);
      }
      symbol(serials, serialAt);
    }
  }

  private void serialLine(LabelLayout.Line line, byte[] serials, int serialAt) {
    String text = line.text().text();
    raw.text("BT /H ").number(line.size()).text("Tf ");
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += Helvetica.width(character(line, serials, serialAt, i));
    }
    long reached = (long) width * line.size();
    if (reached > 1000L * line.room()) {
      raw.number((int) (100_000L * line.room() / reached)).text("Tz ");
    }
    raw.number(line.x()).number(layout.height() - line.baseline()).text("Td (");
    for (int i = 0; i < text.length(); i++) {
      raw.character(character(line, serials, serialAt, i));
    }
    raw.text(")Tj ET\n");
  }

  /** A character of a line that has ASCII alone. */
  private static byte character(LabelLayout.Line line, byte[] serials, int serialAt, int index) {
    char character = line.text().text().charAt(index);
    return character == TextLine.SERIAL
        ? serials[serialAt + index - line.text().serialAt()]
        : (byte) character;
  }

  private void symbol(byte[] serials, int serialAt) {
    symbol.press(serials, serialAt, grid);
    int module = layout.module();
    raw.number(module).text("0 0 ").number(-module).number(layout.symbolX());
    raw.number(layout.height() - layout.symbolY()).text("cm\n");
    for (int y = 0; y < grid.size(); y++) {
      int from = grid.nextDark(0, y);
      while (from < grid.size()) {
        int to = grid.nextLight(from, y);
        raw.number(from).number(y).number(to - from).bytes(RE);
        from = grid.nextDark(to, y);
      }
    }
    raw.text("f Q\n");
  }

  static String points(double millimetres) {
    double points = PdfForms.dots(millimetres) * POINTS_PER_DOT;
    return String.format(Locale.ROOT, "%.2f", points);
  }
}
