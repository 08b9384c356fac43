package org.bricscodes.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bricscodes.tlog.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Self-contained evidence that a ledger holds an anchor, finally. Its bytes are text, one item per
 * line, in this order, each line ended by {@code \n}:
 *
 * <pre>
 * bricscodes.org/anchor-receipt@v1
 * ledger &lt;{@link LedgerId}&gt;
 * adapter &lt;adapter&gt;/&lt;version of its evidence&gt;
 * tx &lt;{@link TxId}&gt;
 * position &lt;{@link Position}&gt;
 * time &lt;ISO 8601 instant&gt;        (absent where the ledger keeps no time)
 * anchor &lt;base64 of the signed checkpoint&gt;
 * evidence &lt;base64, in the adapter's own documented form&gt;
 * </pre>
 *
 * <p>Base64 is the standard alphabet, padded, canonical. {@link #parse} takes nothing but what
 * {@link #bytes} prints, so two different byte strings are never one receipt. Parsing proves
 * nothing: {@link LedgerProvider#offlineVerifier} or {@link Ledger#verify} does. Immutable.
 */
public final class AnchorReceipt implements LedgerReceipt {

  /** The longest receipt, in bytes. */
  public static final int MAX_BYTES = ReceiptLines.MAX_BYTES;

  private static final String FIRST_LINE = "bricscodes.org/anchor-receipt@v1";

  private final LedgerId ledger;
  private final String adapter;
  private final TxId txId;
  private final Position position;
  private final @Nullable Instant time;
  private final Anchor anchor;
  private final byte[] evidence;

  /**
   * @param adapter as in {@link LedgerDescriptor#adapter()}
   * @param time the ledger's own time of {@code position}, covered by the evidence; empty where it
   *     keeps none
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // an absent line, stated as such
  public AnchorReceipt(
      LedgerId ledger,
      String adapter,
      TxId txId,
      Position position,
      Optional<Instant> time,
      Anchor anchor,
      byte[] evidence) {
    ReceiptLines.requireAdapter(adapter);
    this.ledger = ledger;
    this.adapter = adapter;
    this.txId = txId;
    this.position = position;
    this.time = time.orElse(null);
    this.anchor = anchor;
    this.evidence = evidence.clone();
    ReceiptLines.requireFits(bytes());
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException saying which line is wrong, if {@code bytes} is no receipt in
   *     canonical form
   */
  public static AnchorReceipt parse(byte[] bytes) {
    ReceiptLines.requireFits(bytes);
    ReceiptLines lines = new ReceiptLines(new String(bytes, StandardCharsets.ISO_8859_1));
    lines.first(FIRST_LINE);
    AnchorReceipt receipt =
        new AnchorReceipt(
            LedgerId.parse(lines.item("ledger")),
            lines.item("adapter"),
            new TxId(lines.item("tx")),
            Position.parse(lines.item("position")),
            lines.optional("time").map(ReceiptLines::instant),
            Anchor.of(ReceiptLines.base64(lines.item("anchor"))),
            ReceiptLines.base64(lines.item("evidence")));
    if (!Arrays.equals(receipt.bytes(), bytes)) {
      throw new IllegalArgumentException("the receipt is not in canonical form");
    }
    return receipt;
  }

  /** The receipt as it is stored, shown and handed on. */
  public byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    return (FIRST_LINE
            + ("\nledger " + ledger)
            + ("\nadapter " + adapter)
            + ("\ntx " + txId)
            + ("\nposition " + position)
            + (time == null ? "" : "\ntime " + time)
            + ("\nanchor " + base64.encodeToString(anchor.bytes()))
            + ("\nevidence " + base64.encodeToString(evidence))
            + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public LedgerId ledger() {
    return ledger;
  }

  @Override
  public String adapter() {
    return adapter;
  }

  @Override
  public TxId txId() {
    return txId;
  }

  @Override
  public Position position() {
    return position;
  }

  /** The ledger's own time, empty where it keeps none. */
  @Override
  public Optional<Instant> time() {
    return Optional.ofNullable(time);
  }

  public Anchor anchor() {
    return anchor;
  }

  @Override
  public Content content() {
    return anchor;
  }

  /** The checkpoint this receipt is about. */
  public Checkpoint checkpoint() {
    return anchor.checkpoint();
  }

  /** A copy of the evidence, in the adapter's own form. */
  @Override
  public byte[] evidence() {
    return evidence.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnchorReceipt receipt && Arrays.equals(bytes(), receipt.bytes());
  }

  @Override
  public int hashCode() {
    return 31 * ledger.hashCode() + txId.hashCode();
  }

  @Override
  public String toString() {
    return "AnchorReceipt[" + ledger + " " + txId + " " + anchor + "]";
  }
}
