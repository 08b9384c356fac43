package org.bricscodes.ledger;

import java.util.Arrays;

/**
 * A transaction ready to be sent: persist it, then submit it. Its bytes are all an adapter needs to
 * send it, look for it and prove that it can no longer be executed, also after a restart. Equal
 * when ledger, id, anchor and bytes are equal. Immutable.
 */
public final class Prepared {

  /** The longest transaction any adapter prepares, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private final LedgerId ledger;
  private final TxId txId;
  private final Anchor anchor;
  private final byte[] bytes;

  /**
   * @param bytes in the adapter's own form, at most {@link #MAX_BYTES}; may hold signatures, never
   *     keys
   */
  public Prepared(LedgerId ledger, TxId txId, Anchor anchor, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a prepared transaction takes 1 MiB at most");
    }
    this.ledger = ledger;
    this.txId = txId;
    this.anchor = anchor;
    this.bytes = bytes.clone();
  }

  public LedgerId ledger() {
    return ledger;
  }

  public TxId txId() {
    return txId;
  }

  public Anchor anchor() {
    return anchor;
  }

  /** A copy of the transaction. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prepared prepared
        && ledger.equals(prepared.ledger)
        && txId.equals(prepared.txId)
        && anchor.equals(prepared.anchor)
        && Arrays.equals(bytes, prepared.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * ledger.hashCode() + txId.hashCode();
  }

  @Override
  public String toString() {
    return "Prepared[" + ledger + " " + txId + " " + anchor + "]";
  }
}
