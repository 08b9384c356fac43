package org.bricscodes.ledger;

import org.bricscodes.tlog.Digest;

/**
 * Who holds a pledge, as the ledger shows it to everyone: 32 opaque bytes that mean something to
 * the holder and to who gave out the handle. It is a name, not a secret: knowing it entitles to
 * nothing, see {@link ExclusiveRegistry}.
 */
public record HolderHandle(Digest value) {

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException unless the text is 64 lower-case hexadecimal digits
   */
  public static HolderHandle parse(String text) {
    return new HolderHandle(Digest.parseHex(text));
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
