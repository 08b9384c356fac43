package org.bricscodes.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often a network may ask: {@linkplain SaltedBuckets buckets} for IPv4 networks of 24 bits and
 * IPv6 networks of 48, which stand behind one household or company more often than a single address
 * does. No address is remembered.
 */
final class NetworkBuckets {

  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 6;

  private final SaltedBuckets buckets;

  /**
   * @param burst tokens of a full bucket
   * @param interval in which one token comes back
   */
  NetworkBuckets(int burst, Duration interval, LongSupplier nanoTime, SecureRandom random) {
    this.buckets = new SaltedBuckets(burst, interval, nanoTime, random);
  }

  /** Takes a token of the address's network; 0: there was one, else seconds until there is. */
  long take(InetAddress address) {
    return buckets.take(number(address));
  }

  /** The address's network, by which it is told from others. */
  static String network(InetAddress address) {
    return Long.toHexString(number(address));
  }

  private static long number(InetAddress address) {
    byte[] bytes = address.getAddress();
    int length = address instanceof Inet6Address ? IPV6_NETWORK_BYTES : IPV4_NETWORK_BYTES;
    long network = length;
    for (int i = 0; i < length; i++) {
      network = network << 8 | (bytes[i] & 0xFF);
    }
    return network;
  }
}
