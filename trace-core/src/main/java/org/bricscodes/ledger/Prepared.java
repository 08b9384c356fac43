package org.bricscodes.ledger;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A transaction ready to be sent: persist it, then submit it. Its bytes are all an adapter needs to
 * send it, look for it and prove that it can no longer be executed, also after a restart. Equal
 * when ledger, id, content and bytes are equal. Immutable.
 */
public final class Prepared {

  /** The longest transaction any adapter prepares, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The most terms any adapter gives. */
  public static final int MAX_TERMS = 16;

  private final LedgerId ledger;
  private final TxId txId;
  private final Content content;
  private final byte[] bytes;
  private final SortedMap<String, String> terms;

  /** A transaction without {@link #terms}. */
  public Prepared(LedgerId ledger, TxId txId, Content content, byte[] bytes) {
    this(ledger, txId, content, bytes, Map.of());
  }

  /**
   * @param bytes in the adapter's own form, at most {@link #MAX_BYTES}; may hold signatures, never
   *     keys
   * @param terms as in {@link #terms()}, at most {@link #MAX_TERMS}; names are lower-case words
   *     joined by {@code -}, values 1 to 128 printable ASCII characters
   */
  public Prepared(
      LedgerId ledger, TxId txId, Content content, byte[] bytes, Map<String, String> terms) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a prepared transaction takes 1 MiB at most");
    }
    if (terms.size() > MAX_TERMS) {
      throw new IllegalArgumentException("a prepared transaction has 16 terms at most");
    }
    terms.forEach(
        (name, value) -> {
          if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || !value.matches("[ -~]{1,128}")) {
            throw new IllegalArgumentException(
                "a term is lower-case words joined by '-' and 1 to 128 printable characters");
          }
        });
    this.ledger = ledger;
    this.txId = txId;
    this.content = content;
    this.bytes = bytes.clone();
    this.terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
  }

  public LedgerId ledger() {
    return ledger;
  }

  public TxId txId() {
    return txId;
  }

  /** What it carries. */
  public Content content() {
    return content;
  }

  /**
   * The anchor it carries.
   *
   * @throws IllegalStateException if it carries something else
   */
  public Anchor anchor() {
    if (content instanceof Anchor anchor) {
      return anchor;
    }
    throw new IllegalStateException(txId + " carries no anchor but " + content);
  }

  /**
   * What an operator wants to see of {@link #bytes}, by name: {@code nonce}, {@code
   * max-fee-per-gas}, {@code expires-at-height}. For people only: nothing is decided by it, and
   * equality ignores it.
   */
  public SortedMap<String, String> terms() {
    return terms;
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
        && content.equals(prepared.content)
        && Arrays.equals(bytes, prepared.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * ledger.hashCode() + txId.hashCode();
  }

  @Override
  public String toString() {
    return "Prepared[" + ledger + " " + txId + " " + content + "]";
  }
}
