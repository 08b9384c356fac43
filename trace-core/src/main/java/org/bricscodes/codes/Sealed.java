package org.bricscodes.codes;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM with a 12-byte nonce and a 16-byte tag, as this package uses it. */
final class Sealed {

  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private Sealed() {}

  static byte[] seal(byte[] key, byte[] nonce, byte[] header, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing from this Java runtime", e);
    }
  }

  /** What was sealed, or null if key, nonce, header or text are not those of the seal. */
  static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] header, byte[] sealed) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, header).doFinal(sealed);
    } catch (AEADBadTagException _) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing from this Java runtime", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(header);
    return cipher;
  }
}
