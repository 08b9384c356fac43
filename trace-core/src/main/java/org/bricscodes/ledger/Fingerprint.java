package org.bricscodes.ledger;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.tlog.Digest;

/**
 * Names an asset on a ledger without telling which one: HMAC-SHA-256 over its canonical form, under
 * a key that a consortium shares and keeps. Never a plain hash: numbers of invoices and warrants
 * can be tried out in seconds.
 *
 * @param value as the ledger holds it, 32 bytes
 */
public record Fingerprint(Digest value) {

  /** The shortest key, in bytes. */
  public static final int MIN_KEY_BYTES = 32;

  /**
   * The fingerprint of an asset.
   *
   * @param key the consortium's, at least {@link #MIN_KEY_BYTES}; not kept
   * @param canonical the asset's normalised form, the same bytes for the same asset everywhere
   * @throws IllegalArgumentException if the key is too short
   */
  public static Fingerprint keyed(byte[] key, byte[] canonical) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException("a consortium key has at least 32 bytes");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Fingerprint(Digest.of(mac.doFinal(canonical)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException unless the text is 64 lower-case hexadecimal digits
   */
  public static Fingerprint parse(String text) {
    return new Fingerprint(Digest.parseHex(text));
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
