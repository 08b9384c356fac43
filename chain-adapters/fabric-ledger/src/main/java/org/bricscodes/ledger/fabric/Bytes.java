package org.bricscodes.ledger.fabric;

import java.math.BigInteger;
import org.bricscodes.tlog.Digest;

/** Hashes, and the one structure Fabric writes in ASN.1. */
final class Bytes {

  private Bytes() {}

  static byte[] sha256(byte[]... parts) {
    return Digest.sha256(parts).bytes();
  }

  static String sha256Hex(byte[]... parts) {
    return Digest.sha256(parts).toString();
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  /** DER of {@code SEQUENCE { INTEGER number, OCTET STRING previous, OCTET STRING data }}. */
  static byte[] headerDer(long number, byte[] previous, byte[] data) {
    byte[] body =
        concat(der(2, BigInteger.valueOf(number).toByteArray()), der(4, previous), der(4, data));
    return der(0x30, body);
  }

  private static byte[] der(int tag, byte[] content) {
    if (content.length > 127) {
      throw new IllegalArgumentException("a block header has two hashes of 32 bytes");
    }
    return concat(new byte[] {(byte) tag, (byte) content.length}, content);
  }
}
