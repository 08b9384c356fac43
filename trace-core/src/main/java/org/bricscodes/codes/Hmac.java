package org.bricscodes.codes;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 in one call. */
final class Hmac {

  static final String NAME = "HmacSHA256";

  private Hmac() {}

  static byte[] of(byte[] key, byte[] message) {
    return of(new SecretKeySpec(key, NAME), message);
  }

  static byte[] of(Key key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(NAME);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
    }
  }
}
