package org.bricscodes.label;

import java.awt.geom.GeneralPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * ZPL II commands of one label format. The commands are ours, the texts are anybody's: {@link
 * #escaped} lets none of a text's characters act.
 */
final class Zpl {

  /** In a graphic: the row above once more. */
  static final byte SAME_ROW = ':';

  /** In a graphic: the rest of the row is light. */
  private static final char LIGHT_ROW = ',';

  private static final String HARMLESS = " ()-./:+*";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final List<Integer> serials = new ArrayList<>();

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Begins a label: its size, its origin, texts in UTF-8. */
  Zpl open(LabelLayout layout) {
    return command("^XA^PW" + layout.width() + "^LL" + layout.height() + "^LH0,0^CI28^PQ1");
  }

  Zpl close() {
    return command("^FS^XZ\n");
  }

  /** A text in its place: by the printer's font when that surely has it, or else as a picture. */
  Zpl line(LabelLayout.Line line, Typesetter typesetter) {
    String text = line.text().text();
    if (line.text().isFixed() && !text.chars().allMatch(Zpl::isInPrinterFont)) {
      return picture(line, typesetter.outline(text));
    }
    at(line.x(), line.top());
    command("^A0N," + line.size() + "," + line.size() + "^FH_^FD");
    if (line.text().isFixed()) {
      command(escaped(text));
    } else {
      command(escaped(text.substring(0, line.text().serialAt())));
      serials.add(out.size());
      String rest = text.substring(line.text().serialAt());
      int length = rest.lastIndexOf(TextLine.SERIAL) + 1;
      command(rest.substring(0, length));
      command(escaped(rest.substring(length)));
    }
    return command("^FS");
  }

  /** The symbol's place; its rows follow, and the end of the field. */
  Zpl graphic(LabelLayout layout, int bytesPerRow, int rows) {
    at(layout.symbolX(), layout.symbolY());
    return graphicField(bytesPerRow, rows);
  }

  /** Where the serial goes, each time. */
  int[] serials() {
    return serials.stream().mapToInt(Integer::intValue).toArray();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private Zpl picture(LabelLayout.Line line, GeneralPath outline) {
    int baseline = line.baseline() - line.top();
    int width = (int) Math.ceil(outline.getBounds2D().getMaxX() * line.size()) + 1;
    int height = baseline + (line.size() + 2) / 3;
    Raster raster = Raster.of(outline, line.size(), baseline, width, height);
    at(line.x(), line.top());
    graphicField(raster.bytesPerRow(), height);
    byte[] rows = raster.rows();
    for (int row = 0; row < height; row++) {
      byte[] bytes =
          Arrays.copyOfRange(rows, row * raster.bytesPerRow(), (row + 1) * raster.bytesPerRow());
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      for (int i = 0; i < end; i++) {
        command(String.format(java.util.Locale.ROOT, "%02X", bytes[i]));
      }
      if (end < bytes.length) {
        command(String.valueOf(LIGHT_ROW));
      }
    }
    return command("^FS");
  }

  private Zpl graphicField(int bytesPerRow, int rows) {
    int total = bytesPerRow * rows;
    return command("^GFA," + total + "," + total + "," + bytesPerRow + ",");
  }

  private void at(int x, int y) {
    command("^FO" + x + "," + y);
  }

  private Zpl command(String text) {
    out.writeBytes(ascii(text));
    return this;
  }

  /** ASCII and the letters of Western Europe: what font 0 of every printer has. */
  private static boolean isInPrinterFont(int character) {
    return (character >= 0x20 && character < 0x7F) || (character >= 0xC0 && character <= 0xFF);
  }

  /** A text as field data behind {@code ^FH_}. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte eight : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (eight & 0xFF);
      boolean plain =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || HARMLESS.indexOf(c) >= 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append(String.format(java.util.Locale.ROOT, "_%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
