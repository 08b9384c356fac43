package org.bricscodes.qr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * SVG: the viewBox counts modules with the quiet zone inside; one white path as ground, one black
 * path with a rectangle for every horizontal run of dark modules. Pure ASCII. Writes without
 * allocating; any thread.
 */
public final class SvgWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int QUIET = QrSymbol.QUIET_ZONE;
  private static final int MAX_SIZE = 177;

  private static final byte[] OPEN =
      ascii("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  private static final byte[] GROUND =
      ascii("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
  private static final byte[] SYMBOL = ascii("H0z\"/><path fill=\"#000\" d=\"");
  private static final byte[] CLOSE = ascii("\"/></svg>\n");

  /** {@code M181 181h177v1h-177z}, and the bytes a word may be written beyond its text. */
  private static final int MAX_RUN = 20 + 8;

  /** Numbers up to 999 as text, the first character lowest, and how long each is. */
  private static final long[] NUMBER = new long[1000];

  private static final byte[] NUMBER_LENGTH = new byte[1000];

  /** {@code h7v1h-7z}, eight characters, for runs of one digit. */
  private static final long[] SHORT_RUN = new long[10];

  static {
    for (int i = 0; i < NUMBER.length; i++) {
      String text = Integer.toString(i);
      NUMBER[i] = word(text);
      NUMBER_LENGTH[i] = (byte) text.length();
    }
    for (int i = 1; i < SHORT_RUN.length; i++) {
      SHORT_RUN[i] = word("h" + i + "v1h-" + i + "z");
    }
  }

  private SvgWriter() {}

  /** Room that {@link #write} asks for, whatever the symbol looks like; most need a third of it. */
  public static int maxLength(int size) {
    int fixed = OPEN.length + GROUND.length + SYMBOL.length + CLOSE.length + 5 * 4;
    return fixed + size * ((size + 1) / 2) * (MAX_RUN - 8) + 8;
  }

  /**
   * Writes one document.
   *
   * @return how many bytes it is
   * @throws IndexOutOfBoundsException unless there is room for {@link #maxLength}; nothing is
   *     written then
   */
  public static int write(ModuleGrid grid, byte[] out, int at) {
    int size = grid.size();
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("the grid is empty");
    }
    Objects.checkFromIndexSize(at, maxLength(size), out.length);
    int end = open(size + 2 * QUIET, out, at);
    long[] words = grid.words();
    for (int row = 0; row < size; row++) {
      end =
          grid.wordsPerRow() == 1
              ? narrowRow(words[row], row + QUIET, out, end)
              : wideRow(grid, row, out, end);
    }
    return put(CLOSE, out, end) - at;
  }

  private static int open(int full, byte[] out, int at) {
    int end = put(OPEN, out, at);
    end = number(full, out, end);
    out[end++] = ' ';
    end = number(full, out, end);
    end = put(GROUND, out, end);
    end = number(full, out, end);
    out[end++] = 'v';
    end = number(full, out, end);
    return put(SYMBOL, out, end);
  }

  private static int narrowRow(long modules, int y, byte[] out, int at) {
    int end = at;
    int x = QUIET;
    long left = modules;
    while (left != 0) {
      int light = Long.numberOfTrailingZeros(left);
      left >>>= light;
      int dark = Long.numberOfTrailingZeros(~left);
      left >>>= dark;
      end = run(x + light, y, dark, out, end);
      x += light + dark;
    }
    return end;
  }

  private static int wideRow(ModuleGrid grid, int row, byte[] out, int at) {
    int end = at;
    int column = grid.nextDark(0, row);
    while (column < grid.size()) {
      int next = grid.nextLight(column, row);
      end = run(column + QUIET, row + QUIET, next - column, out, end);
      column = grid.nextDark(next, row);
    }
    return end;
  }

  private static int run(int x, int y, int length, byte[] out, int at) {
    int end = at;
    out[end++] = 'M';
    end = number(x, out, end);
    out[end++] = ' ';
    end = number(y, out, end);
    if (length < 10) {
      LONGS.set(out, end, SHORT_RUN[length]);
      return end + 8;
    }
    out[end++] = 'h';
    end = number(length, out, end);
    out[end++] = 'v';
    out[end++] = '1';
    out[end++] = 'h';
    out[end++] = '-';
    end = number(length, out, end);
    out[end++] = 'z';
    return end;
  }

  private static int number(int value, byte[] out, int at) {
    LONGS.set(out, at, NUMBER[value]);
    return at + NUMBER_LENGTH[value];
  }

  private static int put(byte[] text, byte[] out, int at) {
    System.arraycopy(text, 0, out, at, text.length);
    return at + text.length;
  }

  private static long word(String text) {
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word |= (long) text.charAt(i) << (8 * i);
    }
    return word;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
