package org.bricscodes.tlog;

/** What a key signs; the byte before the public key in its printed form. */
public enum KeyType {
  /** A log's or publisher's signature over the note text. */
  ED25519((byte) 0x01),
  /** A witness's timestamped {@code cosignature/v1}, by Ed25519. */
  COSIGNATURE_V1((byte) 0x04),
  /**
   * A witness's timestamped cosignature by ML-DSA-44, which also holds against quantum computers.
   */
  ML_DSA_44((byte) 0x06);

  private final byte code;

  KeyType(byte code) {
    this.code = code;
  }

  /** Length of a public key. */
  int keyBytes() {
    return switch (this) {
      case ED25519, COSIGNATURE_V1 -> Ed25519.KEY_BYTES;
      case ML_DSA_44 -> MlDsa44.KEY_BYTES;
    };
  }

  byte code() {
    return code;
  }

  /** Whether a log signs its checkpoints with keys of this type. */
  boolean isLogs() {
    return this == ED25519;
  }

  /** Whether a witness cosigns with keys of this type. */
  boolean isWitnesses() {
    return this != ED25519;
  }
}
