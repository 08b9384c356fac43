package org.bricscodes.ledger.xinghuo;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Ed25519 on raw bytes. */
final class Ed25519 {

  private Ed25519() {}

  static byte[] publicKey(byte[] seed) {
    return new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
  }

  /** Refuses what is no canonical point, and points outside the group of large order. */
  static void requireSound(byte[] raw) {
    if (!org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(raw, 0)) {
      throw new IllegalArgumentException(
          "an ed25519 public key is a canonical point of the group of prime order");
    }
  }

  static byte[] sign(byte[] seed, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, new Ed25519PrivateKeyParameters(seed));
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  static boolean verifies(byte[] raw, byte[] message, byte[] signature) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, new Ed25519PublicKeyParameters(raw));
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }
}
