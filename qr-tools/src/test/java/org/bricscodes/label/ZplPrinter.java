package org.bricscodes.label;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A printer in the tests' hands: prints the graphics of one ZPL label and keeps its texts. Knows
 * the commands that labels may use, and stops at any other.
 */
final class ZplPrinter {

  /** A text that was printed in the printer's font. */
  record Text(int x, int y, int height, String text) {}

  /** A graphic and where it lies. */
  record Graphic(int x, int y, int width, int height) {}

  private static final Pattern COMMAND = Pattern.compile("\\^(A0|[A-Z]{2})([^^~]*)");

  final List<Text> texts = new ArrayList<>();
  final List<Graphic> graphics = new ArrayList<>();
  private Picture paper = new Picture(1, 1);
  private int x;
  private int y;
  private int fontHeight;
  private int width;

  ZplPrinter(byte[] label) {
    String zpl = new String(label, StandardCharsets.US_ASCII);
    if (!zpl.startsWith("^XA") || !zpl.endsWith("^XZ\n")) {
      throw new AssertionError("not one label");
    }
    Matcher commands = COMMAND.matcher(zpl);
    int end = 0;
    while (commands.find()) {
      if (commands.start() != end) {
        throw new AssertionError("not a command at " + end);
      }
      end = commands.end();
      carryOut(commands.group(1), commands.group(2));
    }
    if (end != zpl.length()) {
      throw new AssertionError("not a command at " + end);
    }
  }

  Picture paper() {
    return paper;
  }

  private void carryOut(String command, String parameters) {
    switch (command) {
      case "XA", "LH", "FS" -> {}
      case "XZ" -> expect(parameters, "\n");
      case "CI" -> expect(parameters, "28");
      case "PQ" -> expect(parameters, "1");
      case "FH" -> expect(parameters, "_");
      case "PW" -> width = Integer.parseInt(parameters);
      case "LL" -> paper = new Picture(width, Integer.parseInt(parameters));
      case "FO" -> {
        String[] place = parameters.split(",", -1);
        x = Integer.parseInt(place[0]);
        y = Integer.parseInt(place[1]);
      }
      case "A0" -> fontHeight = Integer.parseInt(parameters.split(",", -1)[1]);
      case "FD" -> texts.add(new Text(x, y, fontHeight, unescaped(parameters)));
      case "GF" -> graphic(parameters);
      default -> throw new AssertionError("a command that no label may use: " + command);
    }
  }

  private static void expect(String parameters, String expected) {
    if (!parameters.equals(expected)) {
      throw new AssertionError("expected " + expected + ", found " + parameters);
    }
  }

  private void graphic(String parameters) {
    String[] parts = parameters.split(",", 5);
    int total = Integer.parseInt(parts[1]);
    int perRow = Integer.parseInt(parts[3]);
    int rows = total / perRow;
    graphics.add(new Graphic(x, y, 8 * perRow, rows));
    int at = 0;
    byte[] row = new byte[perRow];
    for (int line = 0; line < rows; line++) {
      if (parts[4].charAt(at) == ':') {
        at++;
      } else {
        row = new byte[perRow];
        int filled = 0;
        while (filled < perRow && parts[4].charAt(at) != ',') {
          row[filled++] = (byte) HexFormat.fromHexDigits(parts[4], at, at + 2);
          at += 2;
        }
        at += filled < perRow ? 1 : 0;
      }
      for (int dot = 0; dot < 8 * perRow; dot++) {
        if ((row[dot >> 3] & 0x80 >> (dot & 7)) != 0) {
          paper.darken(x + dot, y + line);
        }
      }
    }
    if (at != parts[4].length()) {
      throw new AssertionError("data left over in a graphic");
    }
  }

  private static String unescaped(String data) {
    byte[] bytes = new byte[data.length()];
    int length = 0;
    for (int i = 0; i < data.length(); i++) {
      if (data.charAt(i) == '_') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(data, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) data.charAt(i);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
