package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.gs1.Gtin;

/** The key of one epoch, under one master key. Thread-safe. */
final class EpochKey {

  static final int ID_BYTES = 8;

  private final KeyEpoch epoch;
  private final SecretKey secret;

  EpochKey(KeyEpoch epoch, SecretKey secret) {
    this.epoch = epoch;
    this.secret = secret;
  }

  /** Asks the holder of a master key: HKDF-Expand (RFC 5869 §2.3) of one block. */
  static EpochKey of(KeyHolder holder, KeyEpoch epoch) {
    byte[] derived = expandByHolder(holder, "epoch " + epoch.symbol());
    EpochKey key = new EpochKey(epoch, new SecretKeySpec(derived, "Generic"));
    Arrays.fill(derived, (byte) 0);
    return key;
  }

  /** What a master key is called in public: 16 hexadecimal digits that reveal nothing of it. */
  static String masterName(KeyHolder holder) {
    return HexFormat.of().formatHex(expandByHolder(holder, "master key id"), 0, ID_BYTES);
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
    return new SecretKeySpec(expand("inner", MasterKey.BYTES), Hmac.NAME);
  }

  private byte[] expand(String info, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(secret, ascii(info), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA-256 is missing from this Java runtime", e);
    }
  }

  private static byte[] expandByHolder(KeyHolder holder, String info) {
    byte[] text = ascii(info);
    byte[] block = Arrays.copyOf(text, text.length + 1);
    block[text.length] = 1;
    byte[] derived = holder.hmac(block);
    if (derived.length != KeyHolder.HMAC_BYTES) {
      throw new CodesException.HolderFailed("the key holder answered with another length");
    }
    return derived;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
