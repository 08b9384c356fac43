package org.bricscodes.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.QrSymbol;

/**
 * One page of A4 for paper (ISO 32000-1): a heading with a symbol beside it, and rows of a name and
 * a text below. All lies on a raster of 600 dots an inch. Letters that Helvetica has not are drawn
 * as on labels; see {@link LabelFont}. The same bytes for the same page, on every machine.
 */
public final class PdfSheet {

  /** The number of the first object behind those of the page. */
  private static final int FIRST_FILE = 6;

  private static final double WIDTH = 210;
  private static final double HEIGHT = 297;
  private static final double MARGIN = 18;

  /** Where the texts of rows begin, and how wide the symbol is with its quiet zone. */
  private static final double NAMES = 38;

  private static final double SYMBOL = 40;

  private static final int HEADING = PdfForms.dots(6.5);
  private static final int SIZE = PdfForms.dots(3.1);
  private static final int LINE = PdfForms.dots(4.4);
  private static final int BETWEEN = PdfForms.dots(1.2);

  private final List<LabelFault> faults = new ArrayList<>();
  private final Typesetter typesetter;
  private final PdfText content = new PdfText(1 << 14);
  private int y = PdfForms.dots(HEIGHT - MARGIN);

  /**
   * @param name what the text is
   * @param text broken where it is too long for a line
   */
  public record Row(String name, String text) {}

  /**
   * A file that travels in the sheet's own (ISO 32000-1 §7.11.4).
   *
   * @param name a file name of letters, digits, {@code .}, {@code -} and {@code _}
   * @param mediaType like {@code application/json}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Attachment(String name, String mediaType, byte[] bytes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,30}/[a-z0-9.+-]{1,60}");

    public Attachment {
      if (!NAME.matcher(name).matches() || !MEDIA_TYPE.matcher(mediaType).matches()) {
        throw new IllegalArgumentException("no name or media type of a file: " + name);
      }
    }
  }

  private PdfSheet(List<LabelFont> fonts) {
    this.typesetter = new Typesetter(fonts);
  }

  /**
   * The page's file, or empty if the rows need more than a page.
   *
   * @param heading two lines at most
   * @param symbol what is scanned from paper
   * @param fonts for letters that neither Helvetica nor the font that comes along has
   * @throws LabelException if a letter cannot be set
   */
  public static Optional<byte[]> of(
      String heading, QrSymbol symbol, List<Row> rows, List<LabelFont> fonts) {
    return of(heading, symbol, rows, fonts, List.of());
  }

  /** The same, with files in it. */
  public static Optional<byte[]> of(
      String heading,
      QrSymbol symbol,
      List<Row> rows,
      List<LabelFont> fonts,
      List<Attachment> attached) {
    PdfSheet sheet = new PdfSheet(fonts);
    sheet.content.text("0.12 0 0 0.12 0 0 cm\n");
    sheet.symbol(symbol);
    sheet.heading(heading);
    rows.forEach(sheet::row);
    if (!sheet.faults.isEmpty()) {
      throw new LabelException(sheet.faults);
    }
    return sheet.y < PdfForms.dots(MARGIN)
        ? Optional.empty()
        : Optional.of(document(sheet.content.copy(), attached));
  }

  private void heading(String text) {
    int room = PdfForms.dots(WIDTH - 2 * MARGIN - SYMBOL);
    int top = y;
    for (String line : lines("heading", text, room, HEADING)) {
      y -= HEADING * 5 / 4;
      PdfForms.line(content, typesetter, line, HEADING, PdfForms.dots(MARGIN), y);
    }
    y = Math.min(y, top - PdfForms.dots(SYMBOL)) - BETWEEN;
  }

  private void row(Row row) {
    int names = PdfForms.dots(MARGIN);
    int texts = names + PdfForms.dots(NAMES);
    int room = PdfForms.dots(WIDTH - 2 * MARGIN - NAMES);
    List<String> named = lines(row.name(), row.name(), PdfForms.dots(NAMES), SIZE);
    List<String> said = lines(row.name(), row.text(), room, SIZE);
    y -= BETWEEN;
    for (int i = 0; i < Math.max(named.size(), said.size()); i++) {
      y -= LINE;
      if (i < named.size()) {
        PdfForms.line(content, typesetter, named.get(i), SIZE, names, y);
      }
      if (i < said.size()) {
        PdfForms.line(content, typesetter, said.get(i), SIZE, texts, y);
      }
    }
  }

  /** In lines no wider than the room: broken at spaces, and where a word is wider, anywhere. */
  private List<String> lines(String part, String text, int room, int size) {
    int before = faults.size();
    typesetter.check(part, text, faults);
    if (faults.size() > before || text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      line.appendCodePoint(point);
      if (typesetter.width(line.toString()) * size > room) {
        int end = line.length() - Character.charCount(point);
        int space = line.lastIndexOf(" ", end - 1);
        int cut = space > 0 ? space : end;
        lines.add(line.substring(0, cut));
        line.delete(0, space > 0 ? space + 1 : end);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private void symbol(QrSymbol symbol) {
    ModuleGrid grid = new ModuleGrid();
    symbol.copyTo(grid);
    int full = grid.size() + 2 * QrSymbol.QUIET_ZONE;
    int module = PdfForms.dots(SYMBOL) / full;
    int side = module * full;
    int left = PdfForms.dots(WIDTH - MARGIN) - side + module * QrSymbol.QUIET_ZONE;
    int top = y - module * QrSymbol.QUIET_ZONE;
    content.text("q ").number(module).text("0 0 ").number(-module).number(left).number(top);
    content.text("cm\n");
    for (int row = 0; row < grid.size(); row++) {
      int from = grid.nextDark(0, row);
      while (from < grid.size()) {
        int to = grid.nextLight(from, row);
        content.number(from).number(row).number(to - from).text("1 re\n");
        from = grid.nextDark(to, row);
      }
    }
    content.text("f Q\n");
  }

  private static byte[] document(byte[] content, List<Attachment> attached) {
    int room = content.length + 1024;
    for (Attachment file : attached) {
      room += file.bytes().length + 512;
    }
    PdfText file = new PdfText(room).text("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    List<Integer> offsets = new ArrayList<>();
    String box = PdfLabels.points(WIDTH) + " " + PdfLabels.points(HEIGHT);
    for (String object :
        List.of(
            "<</Type/Catalog/Pages 2 0 R/Lang(en)/ViewerPreferences<</PrintScaling/None>>"
                + names(attached)
                + ">>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 "
                + box
                + "]/Resources<</Font<</H 4 0 R>>/ProcSet[/PDF/Text]>>/Contents 5 0 R>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")) {
      offsets.add(file.length());
      file.text(offsets.size() + " 0 obj\n" + object + "\nendobj\n");
    }
    stream(file, offsets, "", content);
    for (Attachment one : attached) {
      offsets.add(file.length());
      file.text(offsets.size() + " 0 obj\n<</Type/Filespec/F(" + one.name() + ")/UF(");
      file.text(one.name() + ")/EF<</F " + (offsets.size() + 1) + " 0 R>>>>\nendobj\n");
      String type = "/Type/EmbeddedFile/Subtype/" + one.mediaType().replace("/", "#2F");
      stream(file, offsets, type + "/Params<</Size " + one.bytes().length + ">>", one.bytes());
    }
    int table = file.length();
    int size = offsets.size() + 1;
    file.text("xref\n0 " + size + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      file.text(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    file.text("trailer\n<</Size " + size + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n");
    return file.copy();
  }

  /** Where a viewer finds the files, by name: each takes two objects, behind those of the page. */
  private static String names(List<Attachment> attached) {
    if (attached.isEmpty()) {
      return "";
    }
    StringBuilder names = new StringBuilder("/Names<</EmbeddedFiles<</Names[");
    int object = FIRST_FILE;
    for (Attachment file : attached) {
      names.append('(').append(file.name()).append(')').append(object).append(" 0 R ");
      object += 2;
    }
    return names + "]>>>>";
  }

  private static void stream(PdfText file, List<Integer> offsets, String entries, byte[] bytes) {
    offsets.add(file.length());
    file.text(offsets.size() + " 0 obj\n<<" + entries + "/Length " + bytes.length + ">>stream\n");
    file.bytes(bytes).text("\nendstream\nendobj\n");
  }
}
