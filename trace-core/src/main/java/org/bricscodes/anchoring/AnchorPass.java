package org.bricscodes.anchoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Attempt.Phase;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.TxState;
import org.bricscodes.tlog.Checkpoint;

/** What one pass does once the lease is held; see {@link AnchorLoop} for the whole. */
final class AnchorPass {

  private static final Logger LOG = System.getLogger(AnchorPass.class.getName());

  private final Ledger ledger;
  private final WorkRow row;
  private final Supplier<Optional<Anchor>> newest;
  private final AnchorPolicy policy;
  private final InstantSource clock;
  private final Setbacks setbacks;
  private final Supplier<List<Prepared>> others;

  /**
   * @param others what else of ours is open on this ledger, besides anchors
   */
  AnchorPass(
      Ledger ledger,
      WorkRow row,
      Supplier<Optional<Anchor>> newest,
      AnchorPolicy policy,
      InstantSource clock,
      Setbacks setbacks,
      Supplier<List<Prepared>> others) {
    this.ledger = ledger;
    this.row = row;
    this.newest = newest;
    this.policy = policy;
    this.clock = clock;
    this.setbacks = setbacks;
    this.others = others;
  }

  Duration run(Work work) throws InterruptedException, Superseded {
    return work.attempts().isEmpty() ? begin(work) : pursue(work);
  }

  /** Nothing is open: start on the newest checkpoint, if there is anything new to say. */
  private Duration begin(Work work) throws InterruptedException, Superseded {
    Optional<Anchor> candidate = newest.get();
    if (candidate.isEmpty() || candidate.get().checkpoint().size() == 0) {
      return policy.poll();
    }
    Anchor anchor = candidate.get();
    Optional<LedgerException> alarm = contradiction(work, anchor.checkpoint());
    if (alarm.isPresent()) {
      return setbacks.fail(work, work, anchor, alarm.get());
    }
    if (work.last().isPresent() && work.last().get().size() == anchor.checkpoint().size()) {
      return calm(work);
    }
    Instant now = clock.instant();
    Instant due = work.begunAt().plus(policy.every());
    Work behind = work.behindSince(now);
    if (now.isBefore(due)) {
      if (!behind.equals(work)) {
        row.change(work, behind);
      }
      Duration left = Duration.between(now, due);
      return left.compareTo(policy.poll()) < 0 ? left : policy.poll();
    }
    try {
      Prepared prepared = ledger.prepare(anchor, policy.callTimeout());
      return depart(work, prepared);
    } catch (LedgerException.Refused e) {
      return setbacks.fail(work, behind, anchor, e);
    } catch (LedgerException e) {
      return setbacks.retry(work, behind, setbacks.trouble(anchor, e));
    }
  }

  /** Something is open: see what became of it, then do the one thing that helps. */
  private Duration pursue(Work work) throws InterruptedException, Superseded {
    Seen seen;
    Tally tally = work.tally();
    try {
      var prepared = work.attempts().stream().map(Attempt::prepared).toList();
      seen = new Seen(work.attempts(), ledger.inspect(prepared, policy.callTimeout()));
      for (Attempt spent : seen.spent()) {
        tally = tally.paying(ledger.fee(spent.prepared(), policy.callTimeout()));
      }
    } catch (LedgerException e) {
      return setbacks.retry(work, work.attempts().getLast(), e);
    }
    // Before anything is settled: an attempt that a final one covers ends with it, counted.
    Work updated = seen.update(work.counting(tally), clock.instant());
    Work now = updated.equals(work) ? work : row.change(work, updated);
    report(seen);
    Optional<Attempt> won = seen.firstFinal(now.attempts());
    if (won.isPresent()) {
      return settle(now, won.get());
    }
    if (now.latest().isEmpty()) {
      return now.attempts().isEmpty() ? Duration.ZERO : calm(now);
    }
    Attempt latest = now.latest().get();
    return switch (latest.phase()) {
      case INCLUDED -> calm(now);
      case UNSENT -> sendOrForget(now, latest);
      case MAYBE_SENT, ACCEPTED -> waiting(now, latest, seen.of(latest));
    };
  }

  /** What an operator has to hear of without looking. */
  private void report(Seen seen) {
    for (Attempt attempt : seen.takenBack()) {
      LOG.log(
          Level.WARNING,
          "{0}: a reorganisation took back the anchor of {1} entries (transaction {2}); it is"
              + " pending again",
          ledger.descriptor().id(),
          attempt.size(),
          attempt.prepared().txId());
    }
    for (Attempt attempt : seen.spent()) {
      if (seen.of(attempt) instanceof TxState.Failed(Fault fault, String reason)) {
        LOG.log(
            Level.WARNING,
            "{0}: the anchor of {1} entries (transaction {2}) was executed without effect: {3} {4}",
            ledger.descriptor().id(),
            Long.toString(attempt.size()),
            attempt.prepared().txId(),
            fault,
            reason);
      }
    }
  }

  /** The newest attempt may be on its way: wait, send it again, or put a newer one in its place. */
  private Duration waiting(Work work, Attempt latest, TxState state)
      throws InterruptedException, Superseded {
    boolean stuck =
        underpriced(work, latest)
            || !clock.instant().isBefore(latest.preparedAt().plus(policy.stuckAfter()));
    Optional<Anchor> successor =
        stuck && work.attempts().size() < Work.MAX_ATTEMPTS ? successor(latest) : Optional.empty();
    if (stuck || gap(work)) {
      Optional<Duration> repaired = repair(work, latest);
      if (repaired.isPresent()) {
        return repaired.get();
      }
    }
    if (successor.isPresent()) {
      return supersede(work, latest, successor.get(), state);
    }
    return state instanceof TxState.Absent ? send(work, latest, Departure.AGAIN) : calm(work);
  }

  /** Whether the ledger asked for more when the newest attempt was last sent, or we for less. */
  private static boolean underpriced(Work work, Attempt latest) {
    return work.current().filter(trouble -> trouble.isUnderpriced(latest)).isPresent();
  }

  private static boolean gap(Work work) {
    return work.current().filter(trouble -> trouble.fault() == Fault.NONCE_GAP).isPresent();
  }

  /** Fills the place of an earlier transaction that nobody has any more, if that is the trouble. */
  private Optional<Duration> repair(Work work, Attempt latest)
      throws InterruptedException, Superseded {
    if (work.attempts().size() >= Work.MAX_ATTEMPTS) {
      return Optional.empty();
    }
    List<Prepared> open = new ArrayList<>(others.get());
    work.attempts().forEach(attempt -> open.add(attempt.prepared()));
    try {
      Optional<Prepared> filler = ledger.repair(open, policy.callTimeout());
      if (filler.isEmpty()) {
        return Optional.empty();
      }
      LOG.log(
          Level.WARNING,
          "{0}: an earlier transaction is missing; {1} takes its place",
          ledger.descriptor().id(),
          filler.get().txId());
      return Optional.of(depart(work, filler.get()));
    } catch (LedgerException e) {
      return Optional.of(setbacks.retry(work, latest, e));
    }
  }

  /** The newest attempt never left: send it, unless there is something better to send instead. */
  private Duration sendOrForget(Work work, Attempt latest) throws InterruptedException, Superseded {
    Optional<Anchor> newer = newest.get().filter(anchor -> size(anchor) > latest.size());
    if (underpriced(work, latest) && ledger.capabilities().has(Capability.REPLACEMENT)) {
      try {
        // What is prepared anew may be as cheap again; what replaces it offers more.
        Anchor anchor = newer.orElse(latest.prepared().anchor());
        Prepared dearer = ledger.replace(latest.prepared(), anchor, policy.callTimeout());
        return depart(work, work.without(latest.prepared().txId()), dearer);
      } catch (LedgerException e) {
        if (e.fault() != Fault.UNDERPRICED) {
          return setbacks.retry(work, latest, e);
        }
        // Our own cap keeps more back: the same bytes are taken once the ledger asks for less.
      }
    }
    if (newer.isPresent()) {
      // Unsent bytes can be nowhere, so forgetting them forgets nothing.
      row.change(work, work.without(latest.prepared().txId()));
      return Duration.ZERO;
    }
    Attempt departing = latest.in(Phase.MAYBE_SENT, clock.instant());
    return send(row.change(work, work.with(departing)), departing, Departure.FIRST);
  }

  private Optional<Anchor> successor(Attempt latest) {
    boolean replaces = ledger.capabilities().has(Capability.REPLACEMENT);
    return newest
        .get()
        .filter(anchor -> size(anchor) > latest.size() || (replaces && same(anchor, latest)));
  }

  /** Prepares a newer checkpoint beside a stuck one; both stay open, for either may win. */
  private Duration supersede(Work work, Attempt stuck, Anchor anchor, TxState state)
      throws InterruptedException, Superseded {
    Prepared prepared;
    try {
      prepared =
          ledger.capabilities().has(Capability.REPLACEMENT)
              ? ledger.replace(stuck.prepared(), anchor, policy.callTimeout())
              : ledger.prepare(anchor, policy.callTimeout());
    } catch (LedgerException e) {
      // The stuck one is still open and will be inspected: nothing is lost by waiting. Where our
      // own cap keeps more back, its bytes are taken once the ledger asks for less.
      return e.fault() == Fault.UNDERPRICED && state instanceof TxState.Absent
          ? send(work, stuck, Departure.AGAIN)
          : setbacks.retry(work, stuck, e);
    }
    boolean known =
        work.attempts().stream().anyMatch(a -> a.prepared().txId().equals(prepared.txId()));
    return known ? send(work, stuck, Departure.AGAIN) : depart(work, prepared);
  }

  /** Whether this is the first time these bytes leave, as far as it can be proven. */
  private enum Departure {
    FIRST,
    AGAIN
  }

  /** Stores a new attempt, then sends it: from here on it can be found by its id. */
  private Duration depart(Work work, Prepared prepared) throws InterruptedException, Superseded {
    return depart(work, work, prepared);
  }

  /** The same, beside what {@code kept} keeps of {@code work}. */
  private Duration depart(Work work, Work kept, Prepared prepared)
      throws InterruptedException, Superseded {
    Attempt attempt = Attempt.departing(prepared, clock.instant());
    return send(row.change(work, kept.beginning(attempt)), attempt, Departure.FIRST);
  }

  /** Submits an attempt that is stored as maybe sent. */
  private Duration send(Work work, Attempt attempt, Departure departure)
      throws InterruptedException, Superseded {
    try {
      // Both answers mean that the ledger has it.
      var _ = ledger.submit(attempt.prepared(), policy.callTimeout());
      row.change(work, work.with(attempt.in(Phase.ACCEPTED, clock.instant())).untroubled());
      return policy.poll().dividedBy(4);
    } catch (LedgerException.OutcomeUnknown e) {
      return setbacks.retry(work, attempt, e);
    } catch (LedgerException.Unavailable e) {
      Work kept =
          departure == Departure.FIRST
              ? work.with(attempt.in(Phase.UNSENT, clock.instant()))
              : work;
      return setbacks.retry(work, kept, setbacks.trouble(attempt, e));
    } catch (LedgerException e) {
      // Refused now; and yet an earlier submission of the same bytes may have been taken.
      return departure == Departure.FIRST
          ? setbacks.fail(work, attempt, e)
          : setbacks.retry(work, attempt, e);
    }
  }

  /** The ledger calls it final: keep the evidence, and only then say so. */
  private Duration settle(Work work, Attempt attempt) throws InterruptedException, Superseded {
    Prepared prepared = attempt.prepared();
    Checkpoint checkpoint = prepared.anchor().checkpoint();
    try {
      AnchorReceipt receipt = ledger.receipt(prepared, policy.callTimeout());
      ReceiptVerdict verdict = ledger.verify(receipt, checkpoint, policy.callTimeout());
      if (!(verdict instanceof ReceiptVerdict.Valid)) {
        throw Fault.UNAVAILABLE.because("the receipt does not verify: " + verdict);
      }
      FinalAnchor anchor =
          new FinalAnchor(
              prepared.ledger(),
              checkpoint.size(),
              checkpoint.root(),
              prepared.txId(),
              receipt.position(),
              clock.instant());
      Tally tally = work.tally().paying(ledger.fee(prepared, policy.callTimeout()));
      Optional<Instant> ahead =
          newest
              .get()
              .filter(log -> size(log) > checkpoint.size())
              .map(log -> attempt.preparedAt());
      row.settle(work, work.counting(tally).settledBy(anchor, ahead), anchor, receipt);
      return Duration.ZERO;
    } catch (LedgerException e) {
      return setbacks.retry(work, attempt, e);
    }
  }

  /** What the log must never do: say something else, or less, than a ledger already holds. */
  private static Optional<LedgerException> contradiction(Work work, Checkpoint checkpoint) {
    if (work.last().isEmpty()) {
      return Optional.empty();
    }
    FinalAnchor last = work.last().get();
    if (checkpoint.size() < last.size()) {
      return Optional.of(
          Fault.CONTRADICTION.because(
              "the log is smaller than its own final anchor of size " + last.size()));
    }
    return checkpoint.size() == last.size() && !checkpoint.root().equals(last.root())
        ? Optional.of(
            Fault.CONTRADICTION.because("the log has another root than its own final anchor"))
        : Optional.empty();
  }

  /** Nothing to do and nothing wrong: forget old troubles and look again later. */
  private Duration calm(Work work) throws InterruptedException, Superseded {
    Work calm = work.untroubled();
    if (!calm.equals(work)) {
      row.change(work, calm);
    }
    return policy.poll();
  }

  private static long size(Anchor anchor) {
    return anchor.checkpoint().size();
  }

  private static boolean same(Anchor anchor, Attempt attempt) {
    return attempt.prepared().content() instanceof Anchor other
        && anchor.checkpoint().equals(other.checkpoint());
  }
}
