package org.bricscodes.scans;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A network: an address and how many of its bits count. Addresses of IPv4 that are written in IPv6
 * are those of IPv4.
 *
 * @param bytes 4 or 16, zero behind the prefix
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare contents
public record IpPrefix(byte[] bytes, int length) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Names are not looked up.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be an address or a network such as 10.0.0.0/8 or 2001:db8::/32, found " + text, e);
    }
    byte[] bytes = address.getAddress();
    int most = bytes.length * 8;
    String digits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "a prefix of this address has 0 to " + most + " bits, found " + text);
    }
    int length = Integer.parseInt(digits);
    byte[] masked = mask(bytes, length);
    if (!Arrays.equals(masked, bytes)) {
      throw new IllegalArgumentException(
          "bits behind the prefix must be zero: " + of(bytes, length) + " rather than " + text);
    }
    return new IpPrefix(bytes, length);
  }

  /** The network of so many bits that an address lies in. */
  public static IpPrefix around(InetAddress address, int bitsOfFour, int bitsOfSix) {
    byte[] bytes = address.getAddress();
    return of(bytes, address instanceof Inet4Address ? bitsOfFour : bitsOfSix);
  }

  /** Whether the address lies in this network. */
  public boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    return other.length == bytes.length && Arrays.equals(mask(other, length), bytes);
  }

  private static IpPrefix of(byte[] bytes, int length) {
    return new IpPrefix(mask(bytes, length), length);
  }

  private static byte[] mask(byte[] bytes, int length) {
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      int bits = Math.clamp(length - i * 8L, 0, 8);
      masked[i] &= (byte) (0xFF << (8 - bits));
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpPrefix prefix
        && length == prefix.length
        && Arrays.equals(bytes, prefix.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + length;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + length;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
