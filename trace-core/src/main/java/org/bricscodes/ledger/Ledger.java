package org.bricscodes.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bricscodes.tlog.Checkpoint;

/**
 * One place outside our control that remembers checkpoints. An anchor goes <b>prepare → submit →
 * inspect → receipt → verify</b>, and every other {@link Content} the same way; the caller persists
 * what {@link #prepare} returned <b>before</b> it submits, so that whatever happens afterwards can
 * be resolved by transaction id.
 *
 * <p><b>Durability.</b> After {@link #submit} returns, the ledger has the transaction: it survives
 * a crash of our process. It need not be final. After {@link #inspect} has answered {@link
 * TxState.Final} for an attempt, it answers that for ever, with the same position.
 *
 * <p><b>Idempotence.</b> Submitting the same prepared bytes any number of times, from any number of
 * threads or processes, yields at most one ledger entry; all but one call answer {@link
 * Submitted#KNOWN}. A ledger with {@link Capability#CONTENT_ADDRESSED} goes further: equal anchors
 * prepare to equal transaction ids and share one entry.
 *
 * <p><b>Order.</b> A caller prepares one transaction at a time: between a {@link #prepare} and the
 * {@link #submit} of what came back it prepares nothing else under the same signer. Several may be
 * submitted and open at once.
 *
 * <p><b>Ambiguity.</b> Every failure says whether the write may exist, see {@link LedgerException}.
 * A time-out of {@link #submit} is always {@link LedgerException.OutcomeUnknown}, never a refusal.
 * Nothing but {@link #submit} writes to the ledger; {@link #prepare} and {@link #replace} write
 * nothing, so any of their failures leaves nothing behind.
 *
 * <p><b>Contradiction.</b> A ledger with {@link Capability#MONOTONIC_HEAD} keeps one head per log
 * origin. A smaller checkpoint than the head is refused as {@link Fault#STALE_HEAD}, one of equal
 * size with another root as {@link Fault#CONTRADICTION}; what is already on the ledger stays known.
 *
 * <p><b>Retries.</b> Transient faults may be retried inside the adapter, within the deadline;
 * everything slower is the caller's.
 *
 * <p><b>Threads.</b> All methods may be called from any thread at once, block, honour interruption,
 * and come back within twice {@code within}. Never call them on an event loop. Adapters keep no
 * state between calls that a restart would lose.
 *
 * <p><b>Secrets.</b> Keys and endpoint credentials appear in no log line, exception, descriptor or
 * {@code toString}. Nothing but the content's bytes, its signature and what the ledger itself asks
 * for leaves the process.
 *
 * <p>A closed ledger fails every call with {@link Fault#UNAVAILABLE}.
 */
public interface Ledger extends LedgerReader {

  /** Who this is; constant while open. */
  LedgerDescriptor descriptor();

  /** What it can do; constant while open. What is not listed fails in the way its flag says. */
  Capabilities capabilities();

  /**
   * Builds and signs the transaction that will carry {@code content}. Writes nothing to the ledger;
   * may read from it.
   *
   * @throws LedgerException.Refused if this content can never be accepted as things are: of a kind
   *     that is not taken ({@link Capabilities#requireTakes}), too long, not authorised, wrong
   *     network, {@link Fault#STALE_HEAD}, {@link Fault#CONTRADICTION}, or as the content's own
   *     facet says
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  Prepared prepare(Content content, Duration within) throws LedgerException, InterruptedException;

  /**
   * Hands the transaction to the ledger; it may come back long before the transaction is final.
   *
   * @throws LedgerException.Refused this call wrote nothing and the same bytes will not be accepted
   * @throws LedgerException.Unavailable this call wrote nothing; try the same bytes again later
   * @throws LedgerException.OutcomeUnknown the bytes may have left: ask {@link #inspect}, then
   *     submit the same bytes again
   */
  Submitted submit(Prepared prepared, Duration within) throws LedgerException, InterruptedException;

  /**
   * What became of each attempt, all seen in one reading of the ledger.
   *
   * <p>Pass every attempt that is still open: whether one is {@link TxState.Dead} may follow from
   * another. An attempt that {@link #submit} would refuse for good because of what the ledger holds
   * (stale, contradicting, expired, its place taken) is {@code Dead}, unless it was executed. A
   * position that changed, or a return from {@link TxState.Included} to {@link TxState.Pooled} or
   * {@link TxState.Absent}, is a reorganisation; it happens only with {@link
   * Capability#CAN_REORGANISE} and never after {@link TxState.Final}.
   *
   * @param attempts 1 to {@link Capabilities#MAX_ATTEMPTS}, prepared by this ledger or an earlier
   *     instance of it; one of a foreign ledger is answered {@link TxState.Absent}
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException;

  /**
   * The evidence for a final attempt: self-contained, and the same each time in all that matters.
   *
   * @throws LedgerException.Refused with {@link Fault#NOT_FINAL} if the attempt is not final, with
   *     {@link Fault#INVALID_INPUT} if it carries no anchor
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException;

  @Override
  ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException;

  /**
   * Builds a transaction that takes the place of {@code last}, which is stuck, and carries {@code
   * newest}: the same content, or a larger anchor. At most one of the two can ever be executed.
   * Writes nothing.
   *
   * @throws LedgerException.Refused with {@link Fault#UNSUPPORTED} without {@link
   *     Capability#REPLACEMENT}; else as {@link #prepare}
   * @throws LedgerException.Unavailable if the ledger cannot be read in time, or a fee cap is
   *     reached ({@link Fault#UNDERPRICED})
   */
  Prepared replace(Prepared last, Content newest, Duration within)
      throws LedgerException, InterruptedException;

  /**
   * The transaction that lets open attempts go on where they wait for an earlier one that nobody
   * has any more (a nonce gap): it carries a {@link Filler}, takes the missing place, and is
   * persisted, submitted and inspected like any other. Empty when they wait for nothing of the
   * kind, and always where transactions have no order among themselves. Writes nothing.
   *
   * @param open every attempt that is still open, so that what they occupy is not taken for missing
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  default Optional<Prepared> repair(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    return Optional.empty();
  }

  /**
   * What an attempt cost its signer, once it was executed, with or without effect; empty before,
   * and where the ledger charges nothing.
   *
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  default Optional<Fee> fee(Prepared executed, Duration within)
      throws LedgerException, InterruptedException {
    return Optional.empty();
  }

  /** Single events: present exactly with {@link Capability#PER_EVENT}. */
  default Optional<EventRecorder> events() {
    return Optional.empty();
  }

  /** Exclusive pledges: present exactly with {@link Capability#EXCLUSIVE_REGISTRY}. */
  default Optional<ExclusiveRegistry> registry() {
    return Optional.empty();
  }

  /**
   * The largest final checkpoint this ledger holds for a log, or empty. Without {@link
   * Capability#MONOTONIC_HEAD} it may be one that the log's operator did not write: compare it.
   *
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException;

  /** How the ledger is, as far as can be seen in time. */
  Health health(Duration within) throws InterruptedException;

  /** Releases connections and files. Idempotent; what was submitted stays submitted. */
  @Override
  void close();
}
