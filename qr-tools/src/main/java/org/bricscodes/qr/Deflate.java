package org.bricscodes.qr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A preset dynamic Huffman code (RFC 1951 §3.2.7) in which every literal that may occur is equally
 * long, so that a text whose matches stand still takes the same number of bits whatever its
 * literals are.
 *
 * <p>Literals are filled up to a power of two and take one half of the code; matches and the end
 * share the other half, the frequent ones in front. Two distances of one bit each: 1, and one
 * other.
 */
final class Deflate {

  /** A piece of the text: a literal byte, or a match of what stands {@code distance} before. */
  sealed interface Piece {
    record Literal(int value) implements Piece {}

    record Match(int length, int distance) implements Piece {}
  }

  /** The shortest match there is. */
  static final int MIN_MATCH = 3;

  private static final int END = 256;
  private static final int SYMBOLS = 286;
  private static final int MAX_MATCH = 258;

  /** The order in which lengths of the code length code are sent (RFC 1951 §3.2.7). */
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /** Longest code in use: leaves sixteen symbols in the code length code, at four bits each. */
  private static final int MAX_LENGTH = 12;

  private final int[] lengths = new int[SYMBOLS];
  private final int[] codes = new int[SYMBOLS];
  private final int literalLength;
  private final int otherDistance;

  /**
   * @param literals the bytes that may occur
   * @param otherDistance the one distance besides 1
   * @param matches every match that will occur, as often as it does
   */
  Deflate(BitSet literals, int otherDistance, List<Piece> matches) {
    this.otherDistance = otherDistance;
    int padded = Integer.highestOneBit(2 * literals.cardinality() - 1);
    this.literalLength = Integer.numberOfTrailingZeros(padded) + 1;
    BitSet filled = (BitSet) literals.clone();
    while (filled.cardinality() < padded) {
      filled.set(filled.nextClearBit(0));
    }
    filled.stream().forEach(literal -> lengths[literal] = literalLength);
    List<Integer> others = byUse(matches);
    for (int i = 0; i < others.size(); i++) {
      lengths[others.get(i)] = 1 + Math.min(i + 1, others.size() - 1);
    }
    assignCodes(lengths, codes);
  }

  /** Splits a run into matches, none shorter than deflate allows. */
  static List<Piece> run(int length, int distance) {
    if (length < MIN_MATCH) {
      throw new IllegalArgumentException("too short to match");
    }
    List<Piece> pieces = new ArrayList<>();
    int left = length;
    while (left > MAX_MATCH) {
      int taken = left - MAX_MATCH >= MIN_MATCH ? MAX_MATCH : MAX_MATCH - MIN_MATCH;
      pieces.add(new Piece.Match(taken, distance));
      left -= taken;
    }
    pieces.add(new Piece.Match(left, distance));
    return pieces;
  }

  /** Bits of a literal, whichever it is. */
  int literalLength() {
    return literalLength;
  }

  int literalCode(int value) {
    return codes[value];
  }

  /** The header of one final block, with the code. */
  void begin(Bits out) {
    out.append(1, 1);
    out.append(2, 2);
    out.append(SYMBOLS - 257, 5);
    int[] distances = new int[distanceSymbol(otherDistance) + 1];
    distances[0] = 1;
    distances[distances.length - 1] = 1;
    out.append(distances.length - 1, 5);
    out.append(LENGTH_ORDER.length - 4, 4);
    int[] sizes = new int[LENGTH_ORDER.length];
    Arrays.fill(sizes, 4);
    Arrays.fill(sizes, MAX_LENGTH + 1, 16, 0);
    for (int symbol : LENGTH_ORDER) {
      out.append(sizes[symbol], 3);
    }
    int[] sizeCodes = new int[sizes.length];
    assignCodes(sizes, sizeCodes);
    int[] all = Arrays.copyOf(lengths, SYMBOLS + distances.length);
    System.arraycopy(distances, 0, all, SYMBOLS, distances.length);
    appendLengths(all, sizeCodes, out);
  }

  void append(List<Piece> pieces, Bits out) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(int value) -> out.append(codes[value], lengths[value]);
        case Piece.Match(int length, int distance) -> appendMatch(length, distance, out);
      }
    }
  }

  void end(Bits out) {
    out.append(codes[END], lengths[END]);
  }

  private void appendMatch(int length, int distance, Bits out) {
    int symbol = lengthSymbol(length);
    out.append(codes[symbol], lengths[symbol]);
    if (length < MAX_MATCH) {
      int extra = Math.max(0, log2(Math.max(1, length - MIN_MATCH)) - 2);
      out.append((length - MIN_MATCH) & ((1 << extra) - 1), extra);
    }
    out.append(distance == 1 ? 0 : 1, 1);
    int extra = Math.max(0, log2(Math.max(1, distance - 1)) - 1);
    out.append((distance - 1) & ((1 << extra) - 1), extra);
  }

  /** Length symbols in use and the end of the block, the most used first. */
  private static List<Integer> byUse(List<Piece> matches) {
    int[] uses = new int[SYMBOLS];
    uses[END] = 1;
    for (Piece piece : matches) {
      if (piece instanceof Piece.Match(int length, int _)) {
        uses[lengthSymbol(length)]++;
      }
    }
    List<Integer> used = new ArrayList<>();
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      if (uses[symbol] > 0) {
        used.add(symbol);
      }
    }
    used.sort(Comparator.comparingInt((Integer symbol) -> uses[symbol]).reversed());
    return used;
  }

  /** RFC 1951 §3.2.5: four symbols for every power of two, 258 on its own. */
  private static int lengthSymbol(int length) {
    int above = length - MIN_MATCH;
    if (length == MAX_MATCH) {
      return 285;
    }
    if (above < 8) {
      return 257 + above;
    }
    int extra = log2(above) - 2;
    return 257 + 4 * (extra + 1) + ((above >> extra) & 3);
  }

  /** RFC 1951 §3.2.5: two symbols for every power of two. */
  private static int distanceSymbol(int distance) {
    int above = distance - 1;
    if (above < 4) {
      return above;
    }
    int power = log2(above);
    return 2 * power + ((above >> (power - 1)) & 1);
  }

  private static int log2(int value) {
    return 31 - Integer.numberOfLeadingZeros(value);
  }

  /** RFC 1951 §3.2.2, and turned round, since Huffman codes are sent from their highest bit. */
  private static void assignCodes(int[] lengths, int[] codes) {
    int code = 0;
    for (int length = 1; length <= 15; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = Integer.reverse(code) >>> (32 - length);
          code++;
        }
      }
      code <<= 1;
    }
  }

  /** Lengths in the code length code: repeats by 16, zeros by 17 and 18. */
  private static void appendLengths(int[] lengths, int[] codes, Bits out) {
    int at = 0;
    while (at < lengths.length) {
      int length = lengths[at];
      int end = at;
      while (end < lengths.length && lengths[end] == length) {
        end++;
      }
      if (length != 0) {
        out.append(codes[length], 4);
        at++;
      }
      at += repeats(length, end - at, codes, out);
    }
  }

  /** As much of a run as one repeat symbol takes, or one length when the run is too short. */
  private static int repeats(int length, int run, int[] codes, Bits out) {
    if (length != 0) {
      int taken = Math.min(run, 6);
      if (taken < 3) {
        return 0;
      }
      out.append(codes[16], 4);
      out.append(taken - 3, 2);
      return taken;
    }
    if (run < 3) {
      out.append(codes[0], 4);
      return 1;
    }
    int taken = Math.min(run, 138);
    out.append(codes[taken < 11 ? 17 : 18], 4);
    out.append(taken < 11 ? taken - 3 : taken - 11, taken < 11 ? 3 : 7);
    return taken;
  }
}
