package org.bricscodes.ledger.xinghuo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * SM2 signatures (GB/T 32918.2) with SM3 and the user id the family uses, on raw bytes; a signature
 * is r and s, 32 bytes each.
 */
final class Sm2 {

  private static final ECDomainParameters CURVE = curve();
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
  private static final int UNCOMPRESSED = 4;

  private Sm2() {}

  /** Whether these 32 bytes are a private key: from 1 to n − 2, for 1 + d must have an inverse. */
  static boolean isSecret(byte[] raw) {
    BigInteger d = new BigInteger(1, raw);
    return d.signum() > 0 && d.compareTo(CURVE.getN().subtract(BigInteger.ONE)) < 0;
  }

  static byte[] publicKey(byte[] raw) {
    if (!isSecret(raw)) {
      throw new IllegalArgumentException("an SM2 private key is a number from 1 to n - 2");
    }
    return CURVE.getG().multiply(new BigInteger(1, raw)).normalize().getEncoded(false);
  }

  /**
   * Refuses what is no point of the curve; the curve's cofactor is 1, so any other point will do.
   */
  static void requireSound(byte[] raw) {
    if (raw[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("an SM2 public key is an uncompressed point: 04, x, y");
    }
    try {
      var _ = CURVE.getCurve().decodePoint(raw);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("an SM2 public key is a point of the curve", e);
    }
  }

  static byte[] sign(byte[] raw, byte[] message, SecureRandom nonces) {
    SM2Signer signer = signer();
    ECPrivateKeyParameters key = new ECPrivateKeyParameters(new BigInteger(1, raw), CURVE);
    signer.init(true, new ParametersWithID(new ParametersWithRandom(key, nonces), USER_ID));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 signs every message", e);
    }
  }

  static boolean verifies(byte[] raw, byte[] message, byte[] signature) {
    SM2Signer signer = signer();
    ECPublicKeyParameters key = new ECPublicKeyParameters(CURVE.getCurve().decodePoint(raw), CURVE);
    signer.init(false, new ParametersWithID(key, USER_ID));
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  private static SM2Signer signer() {
    return new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
  }

  private static ECDomainParameters curve() {
    X9ECParameters parameters = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(
        parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }
}
