package org.bricscodes.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The byte layout {@link TermIndex} describes. */
final class TermKeys {

  static final byte[] EMPTY = {};
  static final int HASH_BYTES = 16;

  /** Directory sort key and tail of an hour's partition: hour, shard. */
  static final int HOUR_BYTES = 9;

  private static final long HOUR_MICROS = 3_600_000_000L;

  private TermKeys() {}

  static byte[] hash(Term term) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha256.update(
        switch (term.spread()) {
          case SPARSE -> (byte) 'S';
          case HOT -> (byte) 'H';
          case ROLE -> (byte) 'R';
        });
    sha256.update((byte) 0);
    return Arrays.copyOf(sha256.digest(term.text().getBytes(StandardCharsets.UTF_8)), HASH_BYTES);
  }

  /** What stands in front of time and id in a sort key. */
  static byte[] lead(Term term) {
    return switch (term.spread()) {
      case SPARSE, HOT -> EMPTY;
      case ROLE -> new byte[] {(byte) term.role()};
    };
  }

  static long hour(long timeMicros) {
    return Math.floorDiv(timeMicros, HOUR_MICROS);
  }

  static byte[] hourPartition(byte[] hash, long hour, int shard) {
    byte[] partition = Arrays.copyOf(hash, HASH_BYTES + HOUR_BYTES);
    OrderedBytes.putLongDescending(partition, HASH_BYTES, hour);
    partition[HASH_BYTES + HOUR_BYTES - 1] = (byte) shard;
    return partition;
  }

  /** The directory row that says the hour of this hot posting holds something. */
  static Key directory(Key posting) {
    byte[] partition = posting.partition();
    return new Key(
        posting.table(),
        Arrays.copyOf(partition, HASH_BYTES),
        Arrays.copyOfRange(partition, HASH_BYTES, partition.length));
  }
}
