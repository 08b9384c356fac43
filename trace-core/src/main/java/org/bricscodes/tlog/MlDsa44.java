package org.bricscodes.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Raw-key ML-DSA-44 (FIPS 204) on the platform's provider; signatures are verified only. */
final class MlDsa44 {

  static final int KEY_BYTES = 1312;
  static final int SIGNATURE_BYTES = 2420;

  private static final byte[] SPKI =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private MlDsa44() {}

  static PublicKey publicKey(byte[] raw) {
    byte[] spki = Arrays.copyOf(SPKI, SPKI.length + raw.length);
    System.arraycopy(raw, 0, spki, SPKI.length, raw.length);
    try {
      return KeyFactory.getInstance("ML-DSA-44").generatePublic(new X509EncodedKeySpec(spki));
    } catch (InvalidKeySpecException e) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_KEY, "an ML-DSA-44 public key has 1312 bytes", e);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance("ML-DSA-44");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signatureBytes);
    } catch (SignatureException e) {
      return false; // wrong length or encoding
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java 25 platform has ML-DSA", e);
  }
}
