package org.bricscodes.ledger.xinghuo;

/** How an account signs. */
enum KeyAlgorithm {
  /** EdDSA on Curve25519 (RFC 8032). */
  ED25519('e', 32),
  /** The elliptic curve signature of GB/T 32918, with SM3. */
  SM2('z', 65);

  /** Length of every signature, in bytes. */
  static final int SIGNATURE_BYTES = 64;

  private final char letter;
  private final int publicBytes;

  KeyAlgorithm(char letter, int publicBytes) {
    this.letter = letter;
    this.publicBytes = publicBytes;
  }

  /** As it stands in a BIF key and address. */
  char letter() {
    return letter;
  }

  /** Length of a raw public key; for SM2 an uncompressed point. */
  int publicBytes() {
    return publicBytes;
  }

  /**
   * The one with this letter.
   *
   * @throws IllegalArgumentException if there is none
   */
  static KeyAlgorithm of(char letter) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.letter == letter) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("the key is neither ed25519 ('e') nor SM2 ('z')");
  }
}
