package org.bricscodes.api;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public Internet: none that the IANA registries of special-purpose
 * addresses (RFC 6890) keep for private, local, shared, test or translated use, and no multicast.
 */
final class PublicAddresses {

  private static final List<Block> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              // What is global unicast lies in 2000::/3; here is what of it is not.
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(Block::parse)
          .toList();

  private static final Block GLOBAL_UNICAST = Block.parse("2000::/3");

  /** Addresses that begin with the same bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(byte[] prefix, int bits) {

    static Block parse(String text) {
      int slash = text.indexOf('/');
      try {
        byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
        return new Block(prefix, Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private PublicAddresses() {}

  /**
   * Whether the address is of the public Internet. An IPv4 address that is written as IPv6 ({@code
   * ::ffff:127.0.0.1}) is judged as IPv4.
   */
  static boolean holds(InetAddress address) {
    byte[] bytes = address.getAddress();
    return SPECIAL.stream().noneMatch(block -> block.holds(bytes))
        && (address instanceof Inet4Address || GLOBAL_UNICAST.holds(bytes));
  }
}
