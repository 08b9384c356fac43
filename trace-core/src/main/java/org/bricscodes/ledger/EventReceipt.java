package org.bricscodes.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Self-contained evidence that a ledger holds an {@link EventRecord}, finally. Its bytes are those
 * of an {@link AnchorReceipt} but for the first line and the content's:
 *
 * <pre>
 * bricscodes.org/event-receipt@v1
 * ledger &lt;{@link LedgerId}&gt;
 * adapter &lt;adapter&gt;/&lt;version of its evidence&gt;
 * tx &lt;{@link TxId}&gt;
 * position &lt;{@link Position}&gt;
 * time &lt;ISO 8601 instant&gt;        (absent where the ledger keeps no time)
 * event &lt;base64 of the record&gt;
 * evidence &lt;base64, in the adapter's own documented form&gt;
 * </pre>
 *
 * <p>{@link #parse} takes nothing but what {@link #bytes} prints. Parsing proves nothing: {@link
 * EventRecorder#verify} does. Immutable.
 */
public final class EventReceipt implements LedgerReceipt {

  private static final String FIRST_LINE = "bricscodes.org/event-receipt@v1";

  private final LedgerId ledger;
  private final String adapter;
  private final TxId txId;
  private final Position position;
  private final @Nullable Instant time;
  private final EventRecord event;
  private final byte[] evidence;

  /**
   * @param adapter as in {@link LedgerDescriptor#adapter()}
   * @param time the ledger's own time of {@code position}, covered by the evidence; empty where it
   *     keeps none
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // an absent line, stated as such
  public EventReceipt(
      LedgerId ledger,
      String adapter,
      TxId txId,
      Position position,
      Optional<Instant> time,
      EventRecord event,
      byte[] evidence) {
    ReceiptLines.requireAdapter(adapter);
    this.ledger = ledger;
    this.adapter = adapter;
    this.txId = txId;
    this.position = position;
    this.time = time.orElse(null);
    this.event = event;
    this.evidence = evidence.clone();
    ReceiptLines.requireFits(bytes());
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException saying which line is wrong, if {@code bytes} is no receipt in
   *     canonical form
   */
  public static EventReceipt parse(byte[] bytes) {
    ReceiptLines.requireFits(bytes);
    ReceiptLines lines = new ReceiptLines(new String(bytes, StandardCharsets.ISO_8859_1));
    lines.first(FIRST_LINE);
    EventReceipt receipt =
        new EventReceipt(
            LedgerId.parse(lines.item("ledger")),
            lines.item("adapter"),
            new TxId(lines.item("tx")),
            Position.parse(lines.item("position")),
            lines.optional("time").map(ReceiptLines::instant),
            EventRecord.parse(ReceiptLines.base64(lines.item("event"))),
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
            + ("\nevent " + base64.encodeToString(event.bytes()))
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

  public EventRecord event() {
    return event;
  }

  @Override
  public Content content() {
    return event;
  }

  /** A copy of the evidence, in the adapter's own form. */
  @Override
  public byte[] evidence() {
    return evidence.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventReceipt receipt && Arrays.equals(bytes(), receipt.bytes());
  }

  @Override
  public int hashCode() {
    return 31 * ledger.hashCode() + txId.hashCode();
  }

  @Override
  public String toString() {
    return "EventReceipt[" + ledger + " " + txId + " " + event + "]";
  }
}
