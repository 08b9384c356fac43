package org.bricscodes.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte forms whose unsigned order is the order of what they stand for. Sort keys are made by {@link
 * #concat joining} them; each is of fixed length or ends itself, so a joined key orders by its
 * first part, then its second, and so on.
 */
public final class OrderedBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private OrderedBytes() {}

  /** 8 bytes, ordered as signed numbers: big-endian with the sign bit flipped. */
  public static byte[] ofLong(long value) {
    byte[] bytes = new byte[8];
    putLong(bytes, 0, value);
    return bytes;
  }

  /** Writes {@link #ofLong} into {@code bytes} at {@code offset}. */
  public static void putLong(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value ^ Long.MIN_VALUE);
  }

  /** The inverse of {@link #putLong}. */
  public static long toLong(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset) ^ Long.MIN_VALUE;
  }

  /** Writes 8 bytes, ordered as signed numbers from the greatest down: newest first. */
  public static void putLongDescending(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value ^ Long.MAX_VALUE);
  }

  /** The inverse of {@link #putLongDescending}. */
  public static long toLongDescending(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset) ^ Long.MAX_VALUE;
  }

  /** Writes 8 bytes, ordered as unsigned numbers: plain big-endian. */
  public static void putUnsigned(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** The inverse of {@link #putUnsigned}. */
  public static long toUnsigned(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /**
   * UTF-8 ended by a zero byte, ordered by code point.
   *
   * @throws IllegalArgumentException if the text holds U+0000
   */
  public static byte[] ofText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("text of a key must not hold U+0000");
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(utf8, utf8.length + 1);
  }

  /** All parts, one behind the other. */
  public static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** The smallest key greater than {@code key}: turns an exclusive bound into an inclusive one. */
  public static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /**
   * The smallest key greater than every key that begins with {@code prefix}: the {@link Scan#to} of
   * a prefix scan. Null, meaning no bound, when the prefix is empty or all 0xFF.
   */
  public static byte @Nullable [] afterPrefix(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] bound = Arrays.copyOf(prefix, length);
    bound[length - 1]++;
    return bound;
  }
}
