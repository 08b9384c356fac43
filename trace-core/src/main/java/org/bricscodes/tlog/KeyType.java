package org.bricscodes.tlog;

/** What a key signs; the byte before the public key in its printed form. */
public enum KeyType {
  /** A log's or publisher's signature over the note text. */
  ED25519((byte) 0x01),
  /** A witness's timestamped {@code cosignature/v1}. */
  COSIGNATURE_V1((byte) 0x04);

  private final byte code;

  KeyType(byte code) {
    this.code = code;
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
    return this == COSIGNATURE_V1;
  }
}
