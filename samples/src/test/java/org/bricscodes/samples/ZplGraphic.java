package org.bricscodes.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Graphic fields of ZPL II as a printer paints them: {@code ^GFA} with hexadecimal rows. */
final class ZplGraphic {

  private static final Pattern FIELD = Pattern.compile("\\^GFA,(\\d+),(\\d+),(\\d+),([^^]*)\\^FS");

  /** Light dots around, as the label has them. */
  private static final int AROUND = 60;

  private ZplGraphic() {}

  /** The graphic field with the most dots: the symbol. */
  static BufferedImage largest(String label) {
    Matcher field = FIELD.matcher(label);
    List<byte[]> largest = List.of();
    int bytesPerRow = 0;
    while (field.find()) {
      int width = Integer.parseInt(field.group(3));
      List<byte[]> rows = rows(field.group(4), width);
      if (rows.size() * width != Integer.parseInt(field.group(1))) {
        throw new IllegalArgumentException("a field with another length than it says");
      }
      if (rows.size() * width > largest.size() * bytesPerRow) {
        largest = rows;
        bytesPerRow = width;
      }
    }
    return painted(largest, bytesPerRow);
  }

  /** Rows in hexadecimal; a colon repeats the row before, a comma is the rest of a light row. */
  private static List<byte[]> rows(String data, int width) {
    List<byte[]> rows = new ArrayList<>();
    int at = 0;
    while (at < data.length()) {
      if (data.charAt(at) == ':') {
        rows.add(rows.getLast());
        at++;
      } else {
        int end = at;
        while (end < data.length() && end - at < 2 * width && data.charAt(end) != ',') {
          end++;
        }
        byte[] row = new byte[width];
        byte[] given = HexFormat.of().parseHex(data, at, end);
        System.arraycopy(given, 0, row, 0, given.length);
        rows.add(row);
        at = end - at < 2 * width ? end + 1 : end;
      }
    }
    return rows;
  }

  private static BufferedImage painted(List<byte[]> rows, int bytesPerRow) {
    int width = 8 * bytesPerRow + 2 * AROUND;
    int height = rows.size() + 2 * AROUND;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paint = image.createGraphics();
    paint.setColor(Color.WHITE);
    paint.fillRect(0, 0, width, height);
    paint.dispose();
    for (int y = 0; y < rows.size(); y++) {
      for (int x = 0; x < 8 * bytesPerRow; x++) {
        if ((rows.get(y)[x >> 3] & 0x80 >> (x & 7)) != 0) {
          image.setRGB(AROUND + x, AROUND + y, 0xFF000000);
        }
      }
    }
    return image;
  }
}
