package org.bricscodes.qr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * PNG (ISO/IEC 15948) of symbols of one size at one scale: grey, one bit a pixel, white 1, the
 * quiet zone inside. Whole pixels: a module is a square of {@code pixelsPerModule}.
 *
 * <p><b>Every image of one writer is equally long</b>, so that an archive of them can be cut at any
 * place by arithmetic. The image data is one deflate block with a code that is made here, once: all
 * bytes that pixels can form are equally long in it, and everything else, the filter bytes, the
 * quiet zone, the repeats of a row, is matches that stand at the same place in every symbol.
 * Writing an image is then a table look-up for eight modules at a time.
 *
 * <p>Immutable, for any thread; writes without allocating.
 */
public final class PngWriter {

  /** Most pixels on the side of a module. */
  public static final int MAX_PIXELS_PER_MODULE = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] END = chunk("IEND", new byte[0]);

  /** Where the CRC of the image data begins: at the name of its chunk. */
  private static final int IDAT = 8 + 25 + 4;

  private static final int WHITE = 0xFF;
  private static final int ADLER_PRIME = 65521;

  /** Bits that may be added to seven waiting ones before they are written as a long. */
  private static final int MAX_STEP = 56;

  private final int size;
  private final int scale;
  private final int rowBytes;
  private final int stride;
  private final int length;

  /** Everything before the first module, in whole bytes, and the bits left over. */
  private final byte[] head;

  private final long headBits;
  private final int headBitCount;

  /** For each eight modules of a row: its steps are from one to the next of these. */
  private final int[] firstStep;

  private final long[][] stepCodes;
  private final int[] stepBits;

  private final long[] rowEnd;
  private final int[] rowEndBits;
  private final long[] foot;
  private final int[] footBits;

  /** What eight modules take from the sums of a white row: plain sum high, weighted sum low. */
  private final long[] adlerLoss = new long[256];

  private final long whiteSum;
  private final long whiteWeighted;

  /**
   * @param size modules on a side without the quiet zone, 8 to 177: a QR Code has 21 and more
   * @param pixelsPerModule 1 to 64; readers want 3 and more
   */
  public PngWriter(int size, int pixelsPerModule) {
    if (size < 8 || size > 177) {
      throw new IllegalArgumentException("a symbol has 8 to 177 modules on a side");
    }
    if (pixelsPerModule < 1 || pixelsPerModule > MAX_PIXELS_PER_MODULE) {
      throw new IllegalArgumentException("pixels per module must be 1 to 64");
    }
    this.size = size;
    this.scale = pixelsPerModule;
    int width = (size + 2 * QrSymbol.QUIET_ZONE) * scale;
    this.rowBytes = (width + 7) / 8;
    this.stride = 1 + rowBytes;
    int from = QrSymbol.QUIET_ZONE * scale / 8;
    int to = ((size + QrSymbol.QUIET_ZONE) * scale + 7) / 8;

    BitSet literals = new BitSet();
    for (int modules = 0; modules < 256; modules++) {
      for (int i = 0; i < scale; i++) {
        literals.set(pixels(modules, i));
      }
    }
    List<Deflate.Piece> top = top(from);
    List<Deflate.Piece> between = between(from, to);
    List<Deflate.Piece> bottom = bottom(from);
    List<Deflate.Piece> all = new ArrayList<>(top);
    Collections.nCopies(size, between).forEach(all::addAll);
    all.addAll(bottom);
    Deflate deflate = new Deflate(literals, stride, all);

    Bits headStream = new Bits();
    headStream.append(0x0178, 16);
    deflate.begin(headStream);
    deflate.append(top, headStream);
    Bits rowEndStream = new Bits();
    deflate.append(between, rowEndStream);
    Bits footStream = new Bits();
    deflate.append(bottom, footStream);
    deflate.end(footStream);

    int chunks = (to + scale - 1) / scale;
    this.firstStep = new int[chunks + 1];
    List<long[]> codes = new ArrayList<>();
    List<Integer> bits = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      firstStep[chunk] = codes.size();
      int start = chunk == 0 ? from : 0;
      int end = Math.min(scale, to - chunk * scale);
      steps(deflate, start, end, codes, bits);
    }
    firstStep[chunks] = codes.size();
    this.stepCodes = codes.toArray(long[][]::new);
    this.stepBits = bits.stream().mapToInt(Integer::intValue).toArray();
    this.rowEnd = words(rowEndStream);
    this.rowEndBits = wordBits(rowEndStream);
    this.foot = words(footStream);
    this.footBits = wordBits(footStream);

    int dataBits = (to - from) * deflate.literalLength();
    int streamBits =
        headStream.size() + size * (dataBits + rowEndStream.size()) + footStream.size();
    int idat = (streamBits + 7) / 8 + 4;
    this.head = head(width, idat, headStream);
    this.headBitCount = headStream.size() & 7;
    this.headBits = headStream.slice(headStream.size() - headBitCount, headBitCount);
    this.length = IDAT + 4 + idat + 4 + END.length;

    long sum = 0;
    long weighted = 0;
    for (int i = 0; i < rowBytes; i++) {
      sum += WHITE;
      weighted += (long) WHITE * (rowBytes - i);
    }
    this.whiteSum = sum;
    this.whiteWeighted = weighted;
    for (int modules = 0; modules < 256; modules++) {
      for (int i = 0; i < scale; i++) {
        int loss = WHITE - pixels(modules, i);
        adlerLoss[modules] += ((long) loss << 32) + (long) loss * (rowBytes - i);
      }
    }
  }

  /** Bytes of every image. */
  public int length() {
    return length;
  }

  /**
   * Writes one image of {@link #length()} bytes.
   *
   * @throws IllegalArgumentException if the symbol has another size
   * @throws IndexOutOfBoundsException if there is no room; nothing is written then
   */
  public void write(ModuleGrid grid, byte[] out, int at) {
    if (grid.size() != size) {
      throw new IllegalArgumentException("the symbol has another size than the writer");
    }
    Objects.checkFromIndexSize(at, length, out.length);
    System.arraycopy(head, 0, out, at, head.length);
    int end = at + head.length;
    long waiting = headBits;
    int count = headBitCount;
    long a = 1 + 4L * scale * whiteSum;
    long b = rowSums(1, whiteSum, whiteWeighted, 4 * scale);
    for (int row = 0; row < size; row++) {
      long lost = 0;
      long lostBefore = 0;
      for (int chunk = 0; chunk < firstStep.length - 1; chunk++) {
        int modules = grid.eight(8 * chunk - QrSymbol.QUIET_ZONE, row);
        long loss = adlerLoss[modules];
        lost += loss;
        lostBefore += chunk * (loss >>> 32);
        for (int step = firstStep[chunk]; step < firstStep[chunk + 1]; step++) {
          waiting |= stepCodes[step][modules] << count;
          count += stepBits[step];
          LONGS.set(out, end, waiting);
          end += count >>> 3;
          waiting >>>= count & ~7;
          count &= 7;
        }
      }
      for (int i = 0; i < rowEnd.length; i++) {
        waiting |= rowEnd[i] << count;
        count += rowEndBits[i];
        LONGS.set(out, end, waiting);
        end += count >>> 3;
        waiting >>>= count & ~7;
        count &= 7;
      }
      long sum = whiteSum - (lost >>> 32);
      long weighted = whiteWeighted - ((lost & 0xFFFFFFFFL) - scale * lostBefore);
      b += rowSums(a, sum, weighted, scale);
      a += scale * sum;
    }
    for (int i = 0; i < foot.length; i++) {
      waiting |= foot[i] << count;
      count += footBits[i];
      LONGS.set(out, end, waiting);
      end += count >>> 3;
      waiting >>>= count & ~7;
      count &= 7;
    }
    end += (count + 7) >>> 3;
    b += rowSums(a, whiteSum, whiteWeighted, 4 * scale);
    a += 4L * scale * whiteSum;
    INTS.set(out, end, (int) ((b % ADLER_PRIME) << 16 | a % ADLER_PRIME));
    close(out, at, end + 4);
  }

  private void close(byte[] out, int at, int end) {
    CRC32 crc = new CRC32();
    crc.update(out, at + IDAT, end - at - IDAT);
    INTS.set(out, end, (int) crc.getValue());
    System.arraycopy(END, 0, out, end + 4, END.length);
  }

  /** What equal rows add to Adler's second sum when its first one stands at {@code a}. */
  private long rowSums(long a, long sum, long weighted, int rows) {
    return rows * (stride * a + weighted) + stride * sum * ((long) rows * (rows - 1) / 2);
  }

  /** The upper quiet zone, up to the filter byte and left quiet zone of the first module row. */
  private List<Deflate.Piece> top(int from) {
    List<Deflate.Piece> pieces = new ArrayList<>();
    pieces.add(new Deflate.Piece.Literal(0));
    pieces.add(new Deflate.Piece.Literal(WHITE));
    pieces.addAll(Deflate.run(rowBytes - 1, 1));
    pieces.addAll(Deflate.run((4 * scale - 1) * stride + 1 + from, stride));
    return pieces;
  }

  /** From the last dark byte of a row of modules, through its repeats, to the next row's first. */
  private List<Deflate.Piece> between(int from, int to) {
    int right = rowBytes - to;
    if (scale > 1) {
      return Deflate.run(right + (scale - 1) * stride + 1 + from, stride);
    }
    List<Deflate.Piece> pieces = new ArrayList<>();
    pieces.addAll(Collections.nCopies(right, new Deflate.Piece.Literal(WHITE)));
    pieces.add(new Deflate.Piece.Literal(0));
    pieces.addAll(Collections.nCopies(from, new Deflate.Piece.Literal(WHITE)));
    return pieces;
  }

  private List<Deflate.Piece> bottom(int from) {
    List<Deflate.Piece> pieces = new ArrayList<>();
    pieces.add(new Deflate.Piece.Literal(WHITE));
    pieces.addAll(Deflate.run(rowBytes - from - 1, 1));
    pieces.addAll(Deflate.run((4 * scale - 1) * stride, stride));
    return pieces;
  }

  /** Byte i of the pixels of eight modules; a dark pixel is 0, the leftmost is the highest bit. */
  private int pixels(int modules, int i) {
    int light = 0;
    for (int bit = 0; bit < 8; bit++) {
      int module = (8 * i + bit) / scale;
      light |= ((~modules >>> module) & 1) << (7 - bit);
    }
    return light;
  }

  /** Tables for bytes {@code start} to {@code end} of eight modules. */
  private void steps(Deflate deflate, int start, int end, List<long[]> codes, List<Integer> bits) {
    int perStep = MAX_STEP / deflate.literalLength();
    for (int from = start; from < end; from += perStep) {
      int to = Math.min(end, from + perStep);
      long[] table = new long[256];
      for (int modules = 0; modules < 256; modules++) {
        for (int i = from; i < to; i++) {
          table[modules] |=
              (long) deflate.literalCode(pixels(modules, i))
                  << ((i - from) * deflate.literalLength());
        }
      }
      codes.add(table);
      bits.add((to - from) * deflate.literalLength());
    }
  }

  private static long[] words(Bits stream) {
    long[] words = new long[(stream.size() + MAX_STEP - 1) / MAX_STEP];
    for (int i = 0; i < words.length; i++) {
      words[i] = stream.slice(i * MAX_STEP, MAX_STEP);
    }
    return words;
  }

  private static int[] wordBits(Bits stream) {
    int[] counts = new int[(stream.size() + MAX_STEP - 1) / MAX_STEP];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.min(MAX_STEP, stream.size() - i * MAX_STEP);
    }
    return counts;
  }

  private static byte[] head(int width, int idat, Bits stream) {
    ByteBuffer head = ByteBuffer.allocate(IDAT + 4 + stream.size() / 8);
    byte[] size =
        ByteBuffer.allocate(13).putInt(width).putInt(width).put((byte) 1).put((byte) 0).array();
    head.put(SIGNATURE).put(chunk("IHDR", size)).putInt(idat).put(ascii("IDAT"));
    for (int bit = 0; bit + 8 <= stream.size(); bit += 8) {
      head.put((byte) stream.slice(bit, 8));
    }
    return head.array();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = ascii(type);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
