package org.bricscodes.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bricscodes.qr.ModuleGrid;

/**
 * Labels of one batch in ZPL II, for label printers: one format from {@code ^XA} to {@code ^XZ} for
 * each, on a line of its own, nothing before the first and nothing after the last.
 *
 * <p><b>Every label has {@link #length()} bytes</b>, so the n-th of a file begins at n times that.
 * Modules are whole printer dots. No text can be taken for a command: in names everything but
 * letters, digits and a few harmless signs is written in hexadecimal, and what a printer's font may
 * lack is a picture. Darkness, speed and media are left to the printer.
 *
 * <p>For one thread; {@link #fork} gives another its own.
 */
public final class ZplLabels {

  private static final byte[] HEX = Zpl.ascii("0123456789ABCDEF");

  private final LabelSymbol symbol;
  private final int serialLength;
  private final int module;
  private final int bytesPerRow;
  private final int length;
  private final double moduleMillimetres;

  /** The label up to the symbol's rows, and what follows, with holes for serials. */
  private final byte[] before;

  private final byte[] after;
  private final int[] serialsAfter;

  private final ModuleGrid grid = new ModuleGrid();
  private final byte[] row;

  /**
   * Lays out the labels of a batch.
   *
   * @throws LabelException with everything that keeps them from being printed or read
   */
  public ZplLabels(
      LabelFacts facts,
      LabelSymbol symbol,
      LabelStyle style,
      LabelSize size,
      PrinterDensity density) {
    List<LabelFault> faults = new ArrayList<>();
    LabelLayout.Content content = LabelLayout.Content.of(facts, symbol, style, faults);
    LabelLayout layout = LabelLayout.of(content, size, density.dotsPerInch(), faults);
    this.symbol = symbol;
    this.serialLength = facts.serialLength();
    this.module = layout.module();
    this.moduleMillimetres =
        SymbolPrint.of(symbol, density.dotsPerInch(), module, style.use()).moduleMillimetres();
    this.bytesPerRow = (symbol.size() * module + 7) / 8;
    this.row = new byte[bytesPerRow];
    Zpl head = new Zpl();
    head.open(layout);
    layout.lines().forEach(line -> head.line(line, content.typesetter()));
    Zpl tail = new Zpl();
    this.before = head.graphic(layout, bytesPerRow, symbol.size() * module).bytes();
    this.after = tail.close().bytes();
    this.serialsAfter = head.serials();
    this.length = before.length + symbol.size() * (2 * bytesPerRow + module - 1) + after.length;
  }

  private ZplLabels(ZplLabels other) {
    this.symbol = other.symbol.fork();
    this.serialLength = other.serialLength;
    this.module = other.module;
    this.bytesPerRow = other.bytesPerRow;
    this.length = other.length;
    this.moduleMillimetres = other.moduleMillimetres;
    this.before = other.before;
    this.after = other.after;
    this.serialsAfter = other.serialsAfter;
    this.row = new byte[bytesPerRow];
  }

  /** The same labels for another thread. */
  public ZplLabels fork() {
    return new ZplLabels(this);
  }

  /** Bytes of every label. */
  public int length() {
    return length;
  }

  /** Printer dots on the side of a module. */
  public int dotsPerModule() {
    return module;
  }

  /** The side of a module as it is printed. */
  public double moduleMillimetres() {
    return moduleMillimetres;
  }

  /**
   * Writes one label of {@link #length()} bytes.
   *
   * @param serials ASCII; the serial begins at {@code serialAt}
   * @throws IndexOutOfBoundsException if there is no room; nothing is written then
   */
  public void write(byte[] serials, int serialAt, byte[] out, int at) {
    Objects.checkFromIndexSize(serialAt, serialLength, serials.length);
    Objects.checkFromIndexSize(at, length, out.length);
    symbol.press(serials, serialAt, grid);
    System.arraycopy(before, 0, out, at, before.length);
    for (int hole : serialsAfter) {
      System.arraycopy(serials, serialAt, out, at + hole, serialLength);
    }
    int end = at + before.length;
    for (int y = 0; y < grid.size(); y++) {
      paint(y);
      for (byte eight : row) {
        out[end++] = HEX[eight >> 4 & 0xF];
        out[end++] = HEX[eight & 0xF];
      }
      Arrays.fill(out, end, end + module - 1, Zpl.SAME_ROW);
      end += module - 1;
    }
    System.arraycopy(after, 0, out, end, after.length);
  }

  /** A row of modules in dots. */
  private void paint(int y) {
    Arrays.fill(row, (byte) 0);
    int from = grid.nextDark(0, y);
    while (from < grid.size()) {
      int to = grid.nextLight(from, y);
      for (int dot = from * module; dot < to * module; dot++) {
        row[dot >> 3] |= (byte) (0x80 >> (dot & 7));
      }
      from = grid.nextDark(to, y);
    }
  }
}
