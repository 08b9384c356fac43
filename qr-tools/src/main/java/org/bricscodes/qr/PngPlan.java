package org.bricscodes.qr;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * How the pixels of symbols of one size at one scale lie in a PNG, and what of them is a match.
 *
 * <p>A row is a filter byte and {@code rowBytes} of pixels. In each row of modules the bytes {@code
 * from} to {@code to} hold modules and are written as literals; what follows, the right quiet zone,
 * all repeats of the row, and the filter byte and left quiet zone of the next one, stands exactly
 * one row before it already and is matches.
 */
record PngPlan(int size, int scale) {

  static final int WHITE = 0xFF;

  int width() {
    return (size + 2 * QrSymbol.QUIET_ZONE) * scale;
  }

  int rowBytes() {
    return (width() + 7) / 8;
  }

  /** Bytes from one row to the next. */
  int stride() {
    return 1 + rowBytes();
  }

  /** Rows of pixels of the quiet zone above, and below. */
  int quietRows() {
    return QrSymbol.QUIET_ZONE * scale;
  }

  int from() {
    return QrSymbol.QUIET_ZONE * scale / 8;
  }

  int to() {
    return ((size + QrSymbol.QUIET_ZONE) * scale + 7) / 8;
  }

  /**
   * Byte i of the pixels of eight modules, which are {@code scale} whole bytes; a dark pixel is 0,
   * the leftmost is the highest bit.
   */
  int pixels(int modules, int i) {
    int light = 0;
    for (int bit = 0; bit < 8; bit++) {
      int module = (8 * i + bit) / scale;
      light |= ((~modules >>> module) & 1) << (7 - bit);
    }
    return light;
  }

  /** Every byte that pixels can form, and the filter byte 0 among them. */
  BitSet literals() {
    BitSet literals = new BitSet();
    for (int modules = 0; modules < 256; modules++) {
      for (int i = 0; i < scale; i++) {
        literals.set(pixels(modules, i));
      }
    }
    return literals;
  }

  /** The upper quiet zone, up to the filter byte and left quiet zone of the first module row. */
  List<Deflate.Piece> top() {
    List<Deflate.Piece> pieces = new ArrayList<>();
    pieces.add(new Deflate.Piece.Literal(0));
    pieces.addAll(white(rowBytes()));
    pieces.addAll(Deflate.run((quietRows() - 1) * stride() + 1 + from(), stride()));
    return pieces;
  }

  /** From the last module of a row, through its repeats, to the first module of the next. */
  List<Deflate.Piece> between() {
    int right = rowBytes() - to();
    if (scale > 1) {
      return Deflate.run(right + (scale - 1) * stride() + 1 + from(), stride());
    }
    List<Deflate.Piece> pieces = new ArrayList<>(white(right));
    pieces.add(new Deflate.Piece.Literal(0));
    return pieces;
  }

  /** The lower quiet zone, of which a filter byte and left quiet zone stand there already. */
  List<Deflate.Piece> bottom() {
    List<Deflate.Piece> pieces = new ArrayList<>(white(rowBytes() - from()));
    pieces.addAll(Deflate.run((quietRows() - 1) * stride(), stride()));
    return pieces;
  }

  private static List<Deflate.Piece> white(int bytes) {
    Deflate.Piece literal = new Deflate.Piece.Literal(WHITE);
    if (bytes < 1 + Deflate.MIN_MATCH) {
      return Collections.nCopies(bytes, literal);
    }
    List<Deflate.Piece> pieces = new ArrayList<>(List.of(literal));
    pieces.addAll(Deflate.run(bytes - 1, 1));
    return pieces;
  }

  /** The code for all of it. */
  Deflate deflate() {
    List<Deflate.Piece> all = new ArrayList<>(top());
    Collections.nCopies(size, between()).forEach(all::addAll);
    all.addAll(bottom());
    return new Deflate(literals(), stride(), all);
  }
}
