package org.bricscodes.moving;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A count and a checksum of rows that does not depend on their order: the sum of every row's
 * SHA-256, modulo 2^256. Engines keep rows in different orders, and a sum finds each that is lost,
 * doubled or changed. It is no defence against somebody who makes rows to fit it. Not thread-safe.
 */
final class RowSum {

  private static final int LIMBS = 4;

  private final MessageDigest sha = sha256();
  private final long[] sum = new long[LIMBS];
  private long rows;

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(MovedRow row) {
    ByteBuffer head = ByteBuffer.allocate(8);
    head.putShort((short) row.partition().length);
    head.putShort((short) row.sort().length);
    head.putInt(row.value().length);
    sha.update(head.array());
    sha.update(row.partition());
    sha.update(row.sort());
    ByteBuffer digest = ByteBuffer.wrap(sha.digest(row.value()));
    long carry = 0;
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      long addend = digest.getLong(limb * Long.BYTES);
      long partial = sum[limb] + addend;
      long total = partial + carry;
      carry =
          Long.compareUnsigned(partial, addend) < 0 || Long.compareUnsigned(total, carry) < 0
              ? 1
              : 0;
      sum[limb] = total;
    }
    rows++;
  }

  long rows() {
    return rows;
  }

  /** 64 hexadecimal digits; zeros for no row. */
  String digest() {
    ByteBuffer bytes = ByteBuffer.allocate(LIMBS * Long.BYTES);
    Arrays.stream(sum).forEach(bytes::putLong);
    return HexFormat.of().formatHex(bytes.array());
  }
}
