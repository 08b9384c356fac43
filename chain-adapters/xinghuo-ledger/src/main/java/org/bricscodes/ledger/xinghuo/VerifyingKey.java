package org.bricscodes.ledger.xinghuo;

import java.util.Arrays;

/** A public key, sound by construction. Immutable. */
final class VerifyingKey {

  private final KeyAlgorithm algorithm;
  private final byte[] raw;

  /**
   * @throws IllegalArgumentException if {@code raw} is not the one canonical form of a point of
   *     large order
   */
  VerifyingKey(KeyAlgorithm algorithm, byte[] raw) {
    if (raw.length != algorithm.publicBytes()) {
      throw new IllegalArgumentException(
          "a public key of " + algorithm + " has " + algorithm.publicBytes() + " bytes");
    }
    switch (algorithm) {
      case ED25519 -> Ed25519.requireSound(raw);
      case SM2 -> Sm2.requireSound(raw);
    }
    this.algorithm = algorithm;
    this.raw = raw.clone();
  }

  KeyAlgorithm algorithm() {
    return algorithm;
  }

  byte[] raw() {
    return raw.clone();
  }

  /** Whether the signature is this key's for the message; any other length or form is not. */
  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != KeyAlgorithm.SIGNATURE_BYTES) {
      return false;
    }
    return switch (algorithm) {
      case ED25519 -> Ed25519.verifies(raw, message, signature);
      case SM2 -> Sm2.verifies(raw, message, signature);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey key
        && algorithm == key.algorithm
        && Arrays.equals(raw, key.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }
}
