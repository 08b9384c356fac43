package org.bricscodes.qr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** RFC 1950: deflate, a window of 32 KiB, no dictionary. */
  private static final int ZLIB_HEADER = 0x0178;

  /** Where the CRC of the image data begins: at the name of its chunk. */
  private static final int IDAT = 8 + 25 + 4;

  /** Bits that may be added to seven waiting ones before they are written as a long. */
  private static final int MAX_STEP = 56;

  private final PngPlan plan;
  private final Adler adler;
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
    this.plan = new PngPlan(size, pixelsPerModule);
    this.adler = new Adler(plan);
    Deflate deflate = plan.deflate();
    Bits start = new Bits();
    start.append(ZLIB_HEADER, 16);
    deflate.begin(start);
    deflate.append(plan.top(), start);
    Bits between = new Bits();
    deflate.append(plan.between(), between);
    Bits end = new Bits();
    deflate.append(plan.bottom(), end);
    deflate.end(end);

    List<long[]> codes = new ArrayList<>();
    List<Integer> bits = new ArrayList<>();
    this.firstStep = steps(deflate, codes, bits);
    this.stepCodes = codes.toArray(long[][]::new);
    this.stepBits = bits.stream().mapToInt(Integer::intValue).toArray();
    this.rowEnd = words(between);
    this.rowEndBits = wordBits(between);
    this.foot = words(end);
    this.footBits = wordBits(end);

    int rowBits = (plan.to() - plan.from()) * deflate.literalLength() + between.size();
    int idat = (start.size() + size * rowBits + end.size() + 7) / 8 + 4;
    this.head = head(plan.width(), idat, start);
    this.headBitCount = start.size() & 7;
    this.headBits = start.slice(start.size() - headBitCount, headBitCount);
    this.length = IDAT + 4 + idat + 4 + END.length;
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
    if (grid.size() != plan.size()) {
      throw new IllegalArgumentException("the symbol has another size than the writer");
    }
    Objects.checkFromIndexSize(at, length, out.length);
    System.arraycopy(head, 0, out, at, head.length);
    int end = at + head.length;
    long waiting = headBits;
    int count = headBitCount;
    int scale = plan.scale();
    long a = 1;
    long b = adler.whiteRows(a, plan.quietRows());
    a += plan.quietRows() * adler.whiteSum();
    for (int row = 0; row < plan.size(); row++) {
      long loss = 0;
      long shifted = 0;
      for (int chunk = 0; chunk < firstStep.length - 1; chunk++) {
        int modules = grid.eight(8 * chunk - QrSymbol.QUIET_ZONE, row);
        long taken = adler.loss(modules);
        loss += taken;
        shifted += chunk * (taken >>> 32);
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
      b += adler.rows(a, loss, shifted, scale);
      a += scale * adler.sum(loss);
    }
    for (int i = 0; i < foot.length; i++) {
      waiting |= foot[i] << count;
      count += footBits[i];
      LONGS.set(out, end, waiting);
      end += count >>> 3;
      waiting >>>= count & ~7;
      count &= 7;
    }
    b += adler.whiteRows(a, plan.quietRows());
    a += plan.quietRows() * adler.whiteSum();
    close(out, at, end + (count + 7) / 8, Adler.value(a, b));
  }

  private static void close(byte[] out, int at, int end, int checksum) {
    INTS.set(out, end, checksum);
    CRC32 crc = new CRC32();
    crc.update(out, at + IDAT, end + 4 - at - IDAT);
    INTS.set(out, end + 4, (int) crc.getValue());
    System.arraycopy(END, 0, out, end + 8, END.length);
  }

  /** Tables for all eights of a row, and where those of each begin. */
  private int[] steps(Deflate deflate, List<long[]> codes, List<Integer> bits) {
    int scale = plan.scale();
    int[] first = new int[(plan.to() + scale - 1) / scale + 1];
    int perStep = MAX_STEP / deflate.literalLength();
    Map<List<Integer>, long[]> made = new HashMap<>();
    for (int chunk = 0; chunk < first.length - 1; chunk++) {
      int end = Math.min(scale, plan.to() - chunk * scale);
      for (int from = chunk == 0 ? plan.from() : 0; from < end; from += perStep) {
        int to = Math.min(end, from + perStep);
        codes.add(
            made.computeIfAbsent(
                List.of(from, to), bytes -> table(deflate, bytes.getFirst(), bytes.getLast())));
        bits.add((to - from) * deflate.literalLength());
      }
      first[chunk + 1] = codes.size();
    }
    return first;
  }

  /** By eight modules: the codes of some of the bytes they become. */
  private long[] table(Deflate deflate, int from, int to) {
    long[] table = new long[256];
    for (int modules = 0; modules < table.length; modules++) {
      for (int i = from; i < to; i++) {
        long code = deflate.literalCode(plan.pixels(modules, i));
        table[modules] |= code << ((i - from) * deflate.literalLength());
      }
    }
    return table;
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
