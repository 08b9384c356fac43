package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * Strict reading of RLP. web3j's decoder takes more than it prints and descends as deep as it is
 * led; bytes from outside come through here.
 */
final class Rlp {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_BYTES = 1 << 20;

  private Rlp() {}

  /**
   * The one item these bytes are the canonical form of.
   *
   * @throws IllegalArgumentException if they are not that of any, or it is nested too deep
   */
  static RlpType decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("RLP takes 1 MiB at most here");
    }
    int end = requireShallow(bytes, 0, bytes.length, MAX_DEPTH);
    if (end != bytes.length) {
      throw new IllegalArgumentException("there is more than one item of RLP");
    }
    List<RlpType> items;
    try {
      items = RlpDecoder.decode(bytes).getValues();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("this is no RLP", e);
    }
    if (items.size() != 1 || !Arrays.equals(RlpEncoder.encode(items.getFirst()), bytes)) {
      throw new IllegalArgumentException("this is no RLP in canonical form");
    }
    return items.getFirst();
  }

  /** The items of a list. */
  static List<RlpType> list(RlpType item) {
    if (item instanceof RlpList list) {
      return list.getValues();
    }
    throw new IllegalArgumentException("a list was expected");
  }

  /** The bytes of a string. */
  static byte[] bytes(RlpType item) {
    if (item instanceof RlpString string) {
      return string.getBytes();
    }
    throw new IllegalArgumentException("a string was expected");
  }

  /** A number without leading zeros, up to 63 bits. */
  static long number(RlpType item) {
    byte[] bytes = bytes(item);
    if (bytes.length > 8 || (bytes.length > 0 && bytes[0] == 0)) {
      throw new IllegalArgumentException("a number has no leading zero and at most 8 bytes");
    }
    BigInteger value = new BigInteger(1, bytes);
    if (value.bitLength() > 63) {
      throw new IllegalArgumentException("a number is out of bounds");
    }
    return value.longValue();
  }

  /** The end of the item at {@code from}; recursion is bounded by {@code depth}. */
  private static int requireShallow(byte[] bytes, int from, int limit, int depth) {
    if (from >= limit) {
      throw new IllegalArgumentException("RLP ends too early");
    }
    int first = bytes[from] & 0xff;
    if (first < 0x80) {
      return from + 1;
    }
    boolean list = first >= 0xc0;
    int base = list ? 0xc0 : 0x80;
    int body;
    long length;
    if (first - base <= 55) {
      body = from + 1;
      length = (long) first - base;
    } else {
      int lengthBytes = first - base - 55;
      body = from + 1 + lengthBytes;
      if (lengthBytes > 4 || body > limit) {
        throw new IllegalArgumentException("RLP ends too early");
      }
      length = new BigInteger(1, Arrays.copyOfRange(bytes, from + 1, body)).longValue();
    }
    if (length > limit - body) {
      throw new IllegalArgumentException("RLP ends too early");
    }
    int end = body + (int) length;
    if (list) {
      if (depth == 0) {
        throw new IllegalArgumentException("RLP is nested too deep");
      }
      for (int at = body; at < end; ) {
        at = requireShallow(bytes, at, end, depth - 1);
      }
    }
    return end;
  }
}
