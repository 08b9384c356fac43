package org.bricscodes.ledger;

import org.bricscodes.tlog.Digest;

/**
 * Makes a change of a pledge happen once, however often it is asked for: 32 bytes the caller
 * chooses, for instance the SHA-256 of its own idempotency key. Shown to everyone; equal only for
 * the same change of the same asset by the same holder and signer.
 */
public record RequestId(Digest value) {

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException unless the text is 64 lower-case hexadecimal digits
   */
  public static RequestId parse(String text) {
    return new RequestId(Digest.parseHex(text));
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
