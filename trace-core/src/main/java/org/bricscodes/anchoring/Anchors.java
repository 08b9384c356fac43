package org.bricscodes.anchoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;
import org.bricscodes.store.Scan.Order;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;

/**
 * What became of our checkpoints on the ledgers. Everything here is read from the store, so it says
 * no more than what was durable: nothing is {@link AnchorState#FINAL} before its receipt is kept,
 * and what is final stays so.
 *
 * <p>Any thread; calls block for a few ordered reads. Failures are the {@link Store}'s.
 */
public final class Anchors {

  /** The tables to open the store with. */
  public static final Set<Table> TABLES = Set.of(AnchorRows.TABLE);

  private static final int MAX_LIMIT = 1_000;

  private final Store store;

  public Anchors(Store store) {
    this.store = store;
  }

  /** Every ledger that a loop has ever worked for, in order of id. */
  public List<LedgerId> ledgers() {
    return AnchorRows.ledgers(store);
  }

  /**
   * The latest anchors of a ledger in any state, largest size first: those still open, those given
   * up, those final.
   *
   * @param limit 1 to 1,000
   */
  public List<AnchorView> recent(LedgerId ledger, int limit) {
    List<AnchorView> views = new ArrayList<>(open(ledger));
    finals(ledger, Long.MAX_VALUE, limit).forEach(anchor -> views.add(view(anchor)));
    views.sort(Comparator.comparingLong(AnchorView::size).reversed());
    return List.copyOf(views.subList(0, Math.min(limit, views.size())));
  }

  /**
   * Final anchors of a ledger smaller than {@code below}, largest first.
   *
   * @param limit 1 to 1,000
   */
  public List<FinalAnchor> finals(LedgerId ledger, long below, int limit) {
    return AnchorRows.finals(
        store, ledger, 0, below, Order.DESCENDING, Math.clamp(limit, 1, MAX_LIMIT));
  }

  /** The largest final anchor of a ledger. */
  public Optional<FinalAnchor> latest(LedgerId ledger) {
    return finals(ledger, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /**
   * The smallest final anchor that covers a log of {@code logSize} entries; so the one that first
   * covered entry {@code i} is {@code covering(ledger, i + 1)}.
   */
  public Optional<FinalAnchor> covering(LedgerId ledger, long logSize) {
    return AnchorRows.finals(
            store, ledger, Math.max(0, logSize), Long.MAX_VALUE, Order.ASCENDING, 1)
        .stream()
        .findFirst();
  }

  /**
   * How a log of {@code logSize} entries stands on a ledger: the anchor of {@link #covering}, or
   * else the smallest open one that would cover it, or empty.
   */
  public Optional<AnchorView> standing(LedgerId ledger, long logSize) {
    Optional<AnchorView> settled = covering(ledger, logSize).map(Anchors::view);
    return settled.isPresent()
        ? settled
        : open(ledger).stream()
            .filter(view -> view.state() != AnchorState.FAILED && view.size() >= logSize)
            .min(Comparator.comparingLong(AnchorView::size));
  }

  /** How a ledger stands behind the log, and what that took. */
  public LedgerStatus status(LedgerId ledger) {
    Work work = AnchorRows.work(store, ledger).orElse(Work.NONE);
    return new LedgerStatus(
        work.last().map(FinalAnchor::size).orElse(0L),
        work.last().map(FinalAnchor::finalAt),
        work.behindSince(),
        work.attempts().size(),
        work.tally(),
        AnchorRows.recording(store, ledger)
            .map(
                recording ->
                    new LedgerStatus.EventStatus(
                        recording.next(),
                        recording.recorded(),
                        recording.open().size(),
                        recording.tally(),
                        trouble(recording))));
  }

  /** What has stopped it, else the newest of what goes wrong. */
  private static Optional<LedgerStatus.EventTrouble> trouble(Recording recording) {
    Failures failures = recording.failures();
    Optional<Trouble> newest =
        failures.isStopped()
            ? failures.last()
            : Stream.concat(failures.last().stream(), recording.current().stream())
                .max(Comparator.comparing(Trouble::at));
    return newest.map(
        trouble ->
            new LedgerStatus.EventTrouble(
                trouble.size(),
                trouble.fault(),
                trouble.reason(),
                trouble.at(),
                failures.isStopped()
                    ? LedgerStatus.Outlook.STOPPED
                    : LedgerStatus.Outlook.RETRIED));
  }

  /** The receipt of a single event that is final by itself, by its index in the log. */
  public Optional<EventReceipt> eventReceipt(LedgerId ledger, long index) {
    return index < 0 ? Optional.empty() : AnchorRows.eventReceipt(store, ledger, index);
  }

  /** The receipt of a final anchor. */
  public Optional<AnchorReceipt> receipt(LedgerId ledger, TxId txId) {
    return AnchorRows.receipt(store, ledger, txId);
  }

  private List<AnchorView> open(LedgerId ledger) {
    Work work = AnchorRows.work(store, ledger).orElse(Work.NONE);
    List<AnchorView> views = new ArrayList<>();
    for (Attempt attempt : work.attempts()) {
      if (attempt.isFiller()) {
        continue;
      }
      views.add(
          new AnchorView(
              ledger,
              attempt.size(),
              attempt.state(),
              Optional.of(attempt.prepared().txId()),
              attempt.since(),
              work.current().map(Trouble::fault),
              work.current().map(Trouble::reason).orElse(""),
              attempt.prepared().terms(),
              attempt.position(),
              attempt.takenBackAt()));
    }
    for (Trouble failure : work.failures()) {
      views.add(
          new AnchorView(
              ledger,
              failure.size(),
              AnchorState.FAILED,
              failure.txId(),
              failure.at(),
              Optional.of(failure.fault()),
              failure.reason(),
              new TreeMap<>(),
              Optional.empty(),
              Optional.empty()));
    }
    return views;
  }

  private static AnchorView view(FinalAnchor anchor) {
    return new AnchorView(
        anchor.ledger(),
        anchor.size(),
        AnchorState.FINAL,
        Optional.of(anchor.txId()),
        anchor.finalAt(),
        Optional.empty(),
        "",
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }
}
