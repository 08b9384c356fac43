package org.bricscodes.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How often a network may ask: token buckets for IPv4 networks of 24 bits and IPv6 networks of 48,
 * which stand behind one household or company more often than a single address does.
 *
 * <p>Bounded and without memory of addresses: a network's bucket is one of {@link #SLOTS}, chosen
 * by a hash under a salt that lives as long as the process. Two networks may share one, and then
 * their allowance; nobody can choose to, and nobody can push another's bucket out. Each slot holds
 * the moment at which its bucket is full again (the generic cell rate algorithm), so a token costs
 * one compare-and-set. Never blocks; any thread.
 */
final class NetworkBuckets {

  static final int SLOTS = 1 << 16;

  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 6;

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
  NetworkBuckets(int burst, Duration interval, LongSupplier nanoTime, SecureRandom random) {
    this.intervalNanos = interval.toNanos();
    this.burstNanos = burst * intervalNanos;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
    this.salt = random.nextLong();
  }

  /** Takes a token of the address's network; 0: there was one, else seconds until there is. */
  long take(InetAddress address) {
    int slot = slot(address);
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

  private int slot(InetAddress address) {
    byte[] bytes = address.getAddress();
    int length = address instanceof Inet6Address ? IPV6_NETWORK_BYTES : IPV4_NETWORK_BYTES;
    long network = length;
    for (int i = 0; i < length; i++) {
      network = network << 8 | (bytes[i] & 0xFF);
    }
    return (int) (mixed(network ^ salt) >>> 48);
  }

  /** Every bit of the result depends on every bit given (the finalizer of SplitMix64). */
  private static long mixed(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
