package org.bricscodes.api.split;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that remembers what was read of it since a moving mark, up to a bound. A byte order mark
 * at its beginning is passed over and not counted.
 */
final class Window extends InputStream {

  /** More lies between the mark and what is read than the window may hold. */
  static final class Overflow extends IOException {
    private static final long serialVersionUID = 1;

    Overflow() {
      super("more than the window holds");
    }
  }

  private final InputStream in;
  private final int bound;
  private final byte[] head;
  private int headGiven;
  private byte[] kept = new byte[64 << 10];
  private int length;

  /** Position of the first byte in {@code kept}. */
  private long start;

  /** What lies before this position may be forgotten. */
  private long mark;

  /**
   * @param bound bytes kept at most; exceeding it is {@link Overflow}
   */
  Window(InputStream in, int bound) throws IOException {
    this.in = in;
    this.bound = bound;
    byte[] three = in.readNBytes(3);
    boolean isMark =
        three.length == 3
            && three[0] == (byte) 0xEF
            && three[1] == (byte) 0xBB
            && three[2] == (byte) 0xBF;
    this.head = isMark ? new byte[0] : three;
  }

  /** Lets everything before this position be forgotten. */
  void release(long position) {
    mark = position;
  }

  /** The bytes between two positions that were read and not released. */
  byte[] slice(long from, long to) {
    return Arrays.copyOfRange(kept, (int) (from - start), (int) (to - start));
  }

  /** How much was read. */
  long position() {
    return start + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int read;
    if (headGiven < head.length) {
      read = Math.min(count, head.length - headGiven);
      System.arraycopy(head, headGiven, bytes, from, read);
      headGiven += read;
    } else {
      read = in.read(bytes, from, count);
    }
    if (read > 0) {
      keep(bytes, from, read);
    }
    return read;
  }

  private void keep(byte[] bytes, int from, int count) throws Overflow {
    if (length + count > kept.length) {
      forget();
      if (length + (long) count > bound) {
        throw new Overflow();
      }
      if (length + count > kept.length / 2) {
        kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + count));
      }
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  private void forget() {
    int gone = (int) (mark - start);
    System.arraycopy(kept, gone, kept, 0, length - gone);
    length -= gone;
    start = mark;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
