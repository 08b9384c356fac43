package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.gs1.Gtin;

/** The key of one epoch. Thread-safe. */
final class EpochKey {

  static final int ID_BYTES = 8;

  private final KeyEpoch epoch;
  private final SecretKey secret;

  EpochKey(KeyEpoch epoch, SecretKey secret) {
    this.epoch = epoch;
    this.secret = secret;
  }

  KeyEpoch epoch() {
    return epoch;
  }

  /** What tells this key from another without revealing it; recorded at the first issue. */
  byte[] id() {
    return expand("key id", ID_BYTES);
  }

  /** The serial key of one product. */
  SecretKey serialKey(Gtin gtin) {
    return new SecretKeySpec(expand("serial " + gtin.digits(), MasterKey.BYTES), "AES");
  }

  /** The key of the epoch's inner codes, K2. */
  SecretKey innerKey() {
    return new SecretKeySpec(expand("inner", MasterKey.BYTES), "HmacSHA256");
  }

  private byte[] expand(String info, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(secret, ascii(info), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA-256 is missing from this Java runtime", e);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
