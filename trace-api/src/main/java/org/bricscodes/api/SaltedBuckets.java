package org.bricscodes.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How often something may be done: token buckets, one for each of any number of things.
 *
 * <p>Bounded and without memory of the things: a thing's bucket is one of {@link #SLOTS}, chosen by
 * a hash under a salt that lives as long as the process. Two things may share one, and then their
 * allowance; nobody can choose to, and nobody can push another's bucket out. Each slot holds the
 * moment at which its bucket is full again (the generic cell rate algorithm), so a token costs one
 * compare-and-set. Never blocks; any thread.
 */
final class SaltedBuckets {

  static final int SLOTS = 1 << 16;

  private final AtomicLongArray fullAt = new AtomicLongArray(SLOTS);
  private final long intervalNanos;
  private final long burstNanos;
  private final long begin;
  private final long salt;
  private final LongSupplier nanoTime;

  /**
   * @param burst tokens of a full bucket
   * @param interval in which one token comes back
   */
  SaltedBuckets(int burst, Duration interval, LongSupplier nanoTime, SecureRandom random) {
    this.intervalNanos = interval.toNanos();
    this.burstNanos = burst * intervalNanos;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
    this.salt = random.nextLong();
  }

  /**
   * Takes a token; 0: there was one, else seconds until there is.
   *
   * @param thing any number that tells it from others
   */
  long take(long thing) {
    int slot = (int) (mixed(thing ^ salt) >>> 48);
    while (true) {
      long now = nanoTime.getAsLong() - begin;
      long full = fullAt.get(slot);
      long after = Math.max(full, now) + intervalNanos;
      long missing = after - now - burstNanos;
      if (missing > 0) {
        return Math.ceilDiv(missing, 1_000_000_000L);
      }
      if (fullAt.compareAndSet(slot, full, after)) {
        return 0;
      }
    }
  }

  /** The same for a thing that is known by what is written of it. */
  long take(String thing) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(salt).flip());
      return take(ByteBuffer.wrap(digest.digest(thing.getBytes(StandardCharsets.UTF_8))).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Every bit of the result depends on every bit given (the finalizer of SplitMix64). */
  private static long mixed(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
