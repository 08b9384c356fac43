package org.bricscodes.codes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import org.bricscodes.gs1.Gtin;

/**
 * Derives the inner codes of one product and key epoch: the first 30 bits of {@code
 * HMAC-SHA-256(K2, GTIN ‖ serial)}, where K2 is derived from the epoch's key under a label of its
 * own. Made by {@link SerialRun#innerCodes} for printing and {@link CodeBook#innerCode} for one
 * item. Not thread-safe: it owns a {@link Mac}, so that millions of codes cost no more than their
 * hashing.
 */
public final class InnerCodes {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Mac mac;
  private final byte[] gtin;
  private final byte[] digest = new byte[32];

  InnerCodes(SecretKey key, Gtin gtin) {
    this.gtin = gtin.digits().getBytes(StandardCharsets.US_ASCII);
    try {
      mac = Mac.getInstance(Hmac.NAME);
      mac.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
    }
  }

  /**
   * Writes the inner code of one serial as {@link InnerCode#LENGTH} ASCII characters.
   *
   * @param serial holds {@link Serial#LENGTH} ASCII characters from {@code serialAt} on
   * @param out receives the code from {@code outAt} on; may be the same array
   */
  public void write(byte[] serial, int serialAt, byte[] out, int outAt) {
    mac.update(gtin);
    mac.update(serial, serialAt, Serial.LENGTH);
    try {
      mac.doFinal(digest, 0);
    } catch (ShortBufferException e) {
      throw new AssertionError("SHA-256 has 32 bytes", e);
    }
    long bits = Integer.toUnsignedLong((int) INT.get(digest, 0)) >>> 2;
    Crockford.encode(bits, out, outAt, InnerCode.LENGTH);
  }

  /** The inner code of one serial. */
  public InnerCode of(Serial serial) {
    byte[] out = new byte[InnerCode.LENGTH];
    write(serial.text().getBytes(StandardCharsets.US_ASCII), 0, out, 0);
    return new InnerCode(new String(out, StandardCharsets.US_ASCII));
  }
}
