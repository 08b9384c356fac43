package org.bricscodes.label;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;
import java.util.zip.Adler32;

/**
 * Compresses pages that resemble one another (RFC 1950, RFC 1951): one block a page, all with the
 * same Huffman code, which is made once from a sample. Written here because the bytes must be the
 * same on every machine and in every year, while the platform's deflater is whatever zlib it was
 * built with; and as nothing is counted or built per page, it is also several times as fast.
 *
 * <p>For one thread; {@link #fork} shares the code.
 */
final class Flate {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int END = 256;
  private static final int LITERALS = 286;
  private static final int DISTANCES = 30;
  private static final int MIN_MATCH = 4;
  private static final int MAX_MATCH = 258;
  private static final int WINDOW = 32_768;
  private static final int HASH_BITS = 13;

  /**
   * Counts are scaled so that their sum stays below this. A code of 16 bits needs a sum of at least
   * the 18th Fibonacci number, 2584; deflate has room for 15.
   */
  private static final int MOST_COUNTED = 2500;

  private static final int[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final int[] literalCodes;
  private final int[] literalBits;

  /** The code of a match's length, with its further bits behind it. */
  private final int[] lengthCodes;

  private final int[] lengthBits;
  private final int[] distanceCodes;
  private final int[] distanceBits;
  private final byte[] head;
  private final int headBits;

  /** Where a run of four bytes was last seen, plus one; 0 for nowhere on this page. */
  private final int[] seen = new int[1 << HASH_BITS];

  private byte[] out = new byte[0];
  private int end;
  private long waiting;
  private int count;

  /** A compressor for texts like a sample. */
  Flate(byte[] sample, int length) {
    int[] literals = new int[LITERALS];
    int[] distances = new int[DISTANCES];
    count(sample, length, literals, distances);
    this.literalBits = lengths(literals);
    this.distanceBits = lengths(distances);
    this.literalCodes = codes(literalBits);
    this.distanceCodes = codes(distanceBits);
    this.lengthCodes = new int[MAX_MATCH + 1];
    this.lengthBits = new int[MAX_MATCH + 1];
    for (int same = MIN_MATCH; same <= MAX_MATCH; same++) {
      int symbol = lengthSymbol(same);
      int extra = same - lengthBase(symbol);
      lengthCodes[same] = literalCodes[symbol] | extra << literalBits[symbol];
      lengthBits[same] = literalBits[symbol] + lengthExtra(symbol);
    }
    this.out = new byte[512];
    header();
    this.headBits = 8 * end + count;
    flush();
    this.head = Arrays.copyOf(out, (headBits + 7) / 8);
  }

  private Flate(Flate other) {
    this.literalBits = other.literalBits;
    this.distanceBits = other.distanceBits;
    this.literalCodes = other.literalCodes;
    this.distanceCodes = other.distanceCodes;
    this.lengthCodes = other.lengthCodes;
    this.lengthBits = other.lengthBits;
    this.head = other.head;
    this.headBits = other.headBits;
  }

  Flate fork() {
    return new Flate(this);
  }

  /** Bytes that a text of a length takes at most. */
  static int most(int length) {
    return 512 + 2 * length;
  }

  /**
   * Compresses a text.
   *
   * @param to has room for {@link #most} bytes from {@code at} on
   * @return how many bytes it became
   */
  int compress(byte[] text, int length, byte[] to, int at) {
    out = to;
    System.arraycopy(head, 0, to, at, head.length);
    end = at + headBits / 8;
    count = headBits % 8;
    waiting = head[headBits / 8] & ((1 << count) - 1);
    Arrays.fill(seen, 0);
    int from = 0;
    while (from < length) {
      int match = from + MIN_MATCH <= length ? match(text, from, length) : 0;
      if (match == 0) {
        literal(text[from] & 0xFF);
        from++;
      } else {
        from += matched(text, from, match);
      }
    }
    literal(END);
    flush();
    Adler32 sum = new Adler32();
    sum.update(text, 0, length);
    int check = (int) sum.getValue();
    for (int shift = 24; shift >= 0; shift -= 8) {
      out[end++] = (byte) (check >>> shift);
    }
    return end - at;
  }

  /** How far back, and how far, the text repeats: distance in the upper bits; 0 for not at all. */
  private int match(byte[] text, int from, int length) {
    int four = four(text, from);
    int slot = slot(four);
    int before = seen[slot] - 1;
    seen[slot] = from + 1;
    if (before < 0 || from - before > WINDOW || four(text, before) != four) {
      return 0;
    }
    int most = Math.min(MAX_MATCH, length - from);
    int same = MIN_MATCH;
    while (same + MIN_MATCH <= most && four(text, before + same) == four(text, from + same)) {
      same += MIN_MATCH;
    }
    while (same < most && text[before + same] == text[from + same]) {
      same++;
    }
    return (from - before) << 9 | same;
  }

  private static int slot(int four) {
    return (four * 0x9E3779B1) >>> (32 - HASH_BITS);
  }

  private static int four(byte[] text, int at) {
    return (int) INTS.get(text, at);
  }

  private int matched(byte[] text, int from, int match) {
    int same = match & 511;
    int distance = match >>> 9;
    put(lengthCodes[same], lengthBits[same]);
    int symbol = distanceSymbol(distance);
    put(distanceCodes[symbol], distanceBits[symbol]);
    put(distance - distanceBase(symbol), distanceExtra(symbol));
    remember(text, from, same);
    return same;
  }

  /** The places within a match can be found later too; not all, which would cost more than help. */
  private void remember(byte[] text, int from, int same) {
    for (int at = from + 1; at < from + same - MIN_MATCH + 1; at++) {
      seen[slot(four(text, at))] = at + 1;
    }
  }

  private void literal(int symbol) {
    put(literalCodes[symbol], literalBits[symbol]);
  }

  private void put(int bits, int length) {
    waiting |= (long) bits << count;
    count += length;
    if (count >= Integer.SIZE) {
      INTS.set(out, end, (int) waiting);
      end += Integer.BYTES;
      waiting >>>= Integer.SIZE;
      count -= Integer.SIZE;
    }
  }

  private void flush() {
    while (count > 0) {
      out[end++] = (byte) waiting;
      waiting >>>= 8;
      count -= 8;
    }
    waiting = 0;
    count = 0;
  }

  /** zlib's two bytes and the header of a block of type 2 whose lengths are all 4 bits long. */
  private void header() {
    put(0x78, 8);
    put(0x01, 8);
    put(1, 1);
    put(2, 2);
    put(LITERALS - 257, 5);
    put(DISTANCES - 1, 5);
    put(CODE_LENGTH_ORDER.length - 4, 4);
    int[] lengths = new int[19];
    Arrays.fill(lengths, 0, 16, 4);
    for (int symbol : CODE_LENGTH_ORDER) {
      put(lengths[symbol], 3);
    }
    int[] codes = codes(lengths);
    for (int bits : literalBits) {
      put(codes[bits], 4);
    }
    for (int bits : distanceBits) {
      put(codes[bits], 4);
    }
  }

  private void count(byte[] sample, int length, int[] literals, int[] distances) {
    int from = 0;
    literals[END]++;
    while (from < length) {
      int match = from + MIN_MATCH <= length ? match(sample, from, length) : 0;
      if (match == 0) {
        literals[sample[from] & 0xFF]++;
        from++;
      } else {
        literals[lengthSymbol(match & 511)]++;
        distances[distanceSymbol(match >>> 9)]++;
        remember(sample, from, match & 511);
        from += match & 511;
      }
    }
  }

  /** A node of Huffman's tree: how often, and the symbols below it. */
  private record Node(long weight, int order, BitSet symbols) {}

  /** How long each symbol's code is; every symbol has one. */
  private static int[] lengths(int[] counts) {
    long sum = Arrays.stream(counts).sum();
    long room = (long) MOST_COUNTED - counts.length;
    PriorityQueue<Node> nodes =
        new PriorityQueue<>(
            (a, b) ->
                a.weight != b.weight
                    ? Long.compare(a.weight, b.weight)
                    : Integer.compare(a.order, b.order));
    for (int symbol = 0; symbol < counts.length; symbol++) {
      long weight = 1 + (sum == 0 ? 0 : counts[symbol] * room / sum);
      BitSet alone = new BitSet();
      alone.set(symbol);
      nodes.add(new Node(weight, symbol, alone));
    }
    int[] lengths = new int[counts.length];
    int order = counts.length;
    while (nodes.size() > 1) {
      Node a = nodes.remove();
      Node b = nodes.remove();
      a.symbols.or(b.symbols);
      a.symbols.stream().forEach(symbol -> lengths[symbol]++);
      nodes.add(new Node(a.weight + b.weight, order++, a.symbols));
    }
    return lengths;
  }

  /** The canonical codes of given lengths, first bit lowest, as they are written. */
  private static int[] codes(int[] lengths) {
    int[] codes = new int[lengths.length];
    int code = 0;
    for (int bits = 1; bits <= 15; bits++) {
      code <<= 1;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == bits) {
          codes[symbol] = Integer.reverse(code++) >>> (32 - bits);
        }
      }
    }
    return codes;
  }

  private static int lengthSymbol(int length) {
    if (length == MAX_MATCH) {
      return 285;
    }
    int past = length - 3;
    if (past < 8) {
      return 257 + past;
    }
    int log = 31 - Integer.numberOfLeadingZeros(past);
    return 257 + 4 * (log - 1) + ((past >> (log - 2)) & 3);
  }

  private static int lengthExtra(int symbol) {
    return symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
  }

  private static int lengthBase(int symbol) {
    if (symbol == 285) {
      return MAX_MATCH;
    }
    int past = symbol - 257;
    return 3 + (past < 8 ? past : (4 + past % 4) << (past / 4 - 1));
  }

  private static int distanceSymbol(int distance) {
    int past = distance - 1;
    if (past < 4) {
      return past;
    }
    int log = 31 - Integer.numberOfLeadingZeros(past);
    return 2 * log + ((past >> (log - 1)) & 1);
  }

  private static int distanceExtra(int symbol) {
    return symbol < 4 ? 0 : symbol / 2 - 1;
  }

  private static int distanceBase(int symbol) {
    return 1 + (symbol < 4 ? symbol : (2 + symbol % 2) << (symbol / 2 - 1));
  }
}
