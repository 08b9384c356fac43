package org.bricscodes.ledger.xinghuo;

import java.security.SecureRandom;

/** A private key. Never printed: {@link #toString} names its algorithm alone. Immutable. */
final class SigningKey {

  /** Length of every raw private key. */
  static final int BYTES = 32;

  private final KeyAlgorithm algorithm;
  private final byte[] raw;
  private final VerifyingKey verifyingKey;

  /**
   * @throws IllegalArgumentException if {@code raw} is no private key of the algorithm
   */
  SigningKey(KeyAlgorithm algorithm, byte[] raw) {
    if (raw.length != BYTES) {
      throw new IllegalArgumentException("a private key has 32 bytes");
    }
    this.algorithm = algorithm;
    this.raw = raw.clone();
    this.verifyingKey =
        new VerifyingKey(
            algorithm,
            switch (algorithm) {
              case ED25519 -> Ed25519.publicKey(raw);
              case SM2 -> Sm2.publicKey(raw);
            });
  }

  /** A new key. */
  static SigningKey generate(KeyAlgorithm algorithm, SecureRandom random) {
    byte[] raw = new byte[BYTES];
    do {
      random.nextBytes(raw);
    } while (algorithm == KeyAlgorithm.SM2 && !Sm2.isSecret(raw));
    return new SigningKey(algorithm, raw);
  }

  KeyAlgorithm algorithm() {
    return algorithm;
  }

  VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** The secret itself, for its file. */
  byte[] raw() {
    return raw.clone();
  }

  /**
   * Signs the message.
   *
   * @param random hedges an SM2 signature's nonce, see {@link HedgedRandom}; ed25519 needs none
   */
  byte[] sign(byte[] message, SecureRandom random) {
    return switch (algorithm) {
      case ED25519 -> Ed25519.sign(raw, message);
      case SM2 -> Sm2.sign(raw, message, new HedgedRandom(raw, message, random));
    };
  }

  @Override
  public String toString() {
    return "SigningKey[" + algorithm + "]";
  }
}
