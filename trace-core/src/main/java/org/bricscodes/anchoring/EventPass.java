package org.bricscodes.anchoring;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bricscodes.anchoring.Attempt.Phase;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.TxState;

/**
 * Carries single entries of the log to a ledger, in their order, several at once, each on the way
 * an anchor takes: prepare, persist, submit, inspect, receipt and end of the attempt in one change.
 * An attempt that came to nothing is prepared anew; one that waits too long, or offered too little,
 * is replaced by the same record, and both stay under inspection. What was executed without effect
 * is tried again more and more slowly, by itself, and not for ever: see {@link Failures}. What is
 * under way by then is seen through all the same.
 */
final class EventPass {

  private static final Logger LOG = System.getLogger(EventPass.class.getName());

  private final Ledger ledger;
  private final EventRecorder recorder;
  private final EventRecording recording;
  private final RecordingRow row;
  private final AnchorPolicy policy;
  private final InstantSource clock;
  private final Backoff backoff;

  /** Whether this process has let what had stopped before it try once more. */
  private boolean begun;

  EventPass(
      Ledger ledger,
      EventRecorder recorder,
      EventRecording recording,
      RecordingRow row,
      AnchorPolicy policy,
      InstantSource clock,
      Backoff backoff) {
    this.ledger = ledger;
    this.recorder = recorder;
    this.recording = recording;
    this.row = row;
    this.policy = policy;
    this.clock = clock;
    this.backoff = backoff;
  }

  /** Everything of ours that is open on the ledger besides anchors. */
  List<Prepared> open() {
    return row.read().stream().flatMap(r -> r.open().stream()).map(Attempt::prepared).toList();
  }

  Duration run() throws InterruptedException, Superseded {
    EventFeed feed = recording.feed();
    Recording work =
        row.load()
            .orElseGet(() -> Recording.from(recording.from() < 0 ? feed.size() : recording.from()));
    if (work.revision() == 0) {
      work = row.change(work, work); // from here on is from here on, also after a restart
    }
    Instant now = clock.instant();
    if (!begun && work.failures().isStopped()) {
      work = row.change(work, work.having(work.failures().onceMore(now)));
    }
    begun = true;
    if (now.isBefore(work.notBefore())) {
      return Duration.between(now, work.notBefore());
    }
    try {
      work = work.open().isEmpty() ? work : look(work);
      while (work.hasRoom(clock.instant()) && work.due() < feed.size()) {
        Optional<EventRecord> record = record(feed, work.due());
        if (record.isEmpty()) {
          break;
        }
        work = depart(work, ledger.prepare(record.get(), policy.callTimeout()));
      }
      if (work.tries() > 0) {
        work = row.change(work, work.untroubled());
      }
    } catch (Setback setback) {
      return retry(setback.work, Optional.of(setback.attempt), setback.cause);
    } catch (LedgerException e) {
      // Of prepare and inspect: nothing was written, so the row is as it was last stored.
      return retry(row.load().orElse(work), Optional.empty(), e);
    }
    return work.open().isEmpty() ? policy.poll() : policy.poll().dividedBy(4);
  }

  /** Empty if the log cannot be read just now, which is no trouble of the ledger's. */
  private Optional<EventRecord> record(EventFeed feed, long index) {
    try {
      return Optional.of(feed.record(index));
    } catch (UncheckedIOException e) {
      LOG.log(
          Level.DEBUG,
          "entry " + index + " of the log cannot be read for " + ledger.descriptor(),
          e);
      return Optional.empty();
    }
  }

  /** What became of the open ones; whatever is final is kept first. */
  private Recording look(Recording before)
      throws LedgerException, InterruptedException, Superseded, Setback {
    List<Prepared> prepared = before.open().stream().map(Attempt::prepared).toList();
    Seen seen = new Seen(before.open(), ledger.inspect(prepared, policy.callTimeout()));
    Recording work = before;
    for (Attempt attempt : before.open()) {
      if (seen.of(attempt) instanceof TxState.Final && work.open().contains(attempt)) {
        work = settle(work, attempt);
      }
    }
    for (Attempt attempt : before.open()) {
      if (!work.open().contains(attempt)) {
        continue; // it, or another attempt of the same entry, is final
      }
      work =
          switch (seen.of(attempt)) {
            case TxState.Final _ -> work; // settled above
            case TxState.Included(Position position) -> included(work, attempt, position);
            case TxState.Pooled() -> pooled(work, attempt);
            case TxState.Absent() -> absent(work, attempt);
            case TxState.Failed(Fault fault, String reason) ->
                failed(work, attempt, fault.because(reason));
            case TxState.Dead _ -> row.change(work, work.without(attempt, work.tally().dying()));
          };
    }
    return work;
  }

  private Recording settle(Recording work, Attempt attempt)
      throws LedgerException, InterruptedException, Superseded {
    EventRecord record = (EventRecord) attempt.prepared().content();
    EventReceipt receipt = recorder.receipt(attempt.prepared(), policy.callTimeout());
    ReceiptVerdict verdict = recorder.verify(receipt, record, policy.callTimeout());
    if (!(verdict instanceof ReceiptVerdict.Valid)) {
      throw Fault.UNAVAILABLE.because("the receipt does not verify: " + verdict);
    }
    Tally tally = work.tally().paying(ledger.fee(attempt.prepared(), policy.callTimeout()));
    return row.settle(work, work.settled(record.index(), tally), receipt);
  }

  /** A fee was paid for nothing: the next try comes later, or not by itself. */
  private Recording failed(Recording work, Attempt attempt, LedgerException why)
      throws LedgerException, InterruptedException, Superseded {
    Optional<Fee> fee = ledger.fee(attempt.prepared(), policy.callTimeout());
    Instant now = clock.instant();
    long index = index(attempt);
    Trouble trouble = Trouble.of(index, Optional.of(attempt.prepared().txId()), why, now);
    Instant next = now.plus(backoff.after(work.failures().times(index)));
    Recording after = work.failed(attempt, work.tally().failing().paying(fee), trouble, next);
    boolean stopped = after.failures().isStopped();
    LOG.log(
        stopped ? Level.ERROR : Level.WARNING,
        "{0}: the record of entry {1} was executed without effect, {2}: {3}",
        ledger.descriptor().id(),
        Long.toString(index),
        stopped
            ? "no further entry is recorded until an operator starts this service again"
            : "it is tried again later",
        trouble.reason());
    return row.change(work, after);
  }

  private Recording included(Recording work, Attempt attempt, Position position)
      throws InterruptedException, Superseded {
    Attempt now = attempt.includedAt(position, clock.instant());
    if (now.equals(attempt)) {
      return work;
    }
    Recording noted = work.with(now);
    Tally tally = attempt.moves(position) ? noted.tally().reorganised() : noted.tally();
    return row.change(work, noted.opening(noted.open(), tally));
  }

  private Recording pooled(Recording work, Attempt attempt)
      throws LedgerException, InterruptedException, Superseded, Setback {
    Attempt now = attempt.in(Phase.ACCEPTED, clock.instant());
    if (now.equals(attempt)) {
      return waiting(work, now, new TxState.Pooled());
    }
    boolean back = attempt.phase() == Phase.INCLUDED;
    Recording noted = work.with(now);
    Tally tally = back ? noted.tally().reorganised() : noted.tally();
    return waiting(row.change(work, noted.opening(noted.open(), tally)), now, new TxState.Pooled());
  }

  private Recording absent(Recording work, Attempt attempt)
      throws LedgerException, InterruptedException, Superseded, Setback {
    if (attempt.phase() != Phase.INCLUDED) {
      return waiting(work, attempt, new TxState.Absent());
    }
    LOG.log(Level.WARNING, "a reorganisation took back the record of entry {0}", index(attempt));
    Attempt back = attempt.in(Phase.MAYBE_SENT, clock.instant());
    Recording noted = work.with(back);
    return waiting(
        row.change(work, noted.opening(noted.open(), noted.tally().reorganised())),
        back,
        new TxState.Absent());
  }

  /**
   * One that waits too long, or offered too little, gets the same record beside it; one out of
   * sight is sent again.
   */
  private Recording waiting(Recording work, Attempt attempt, TxState state)
      throws LedgerException, InterruptedException, Superseded, Setback {
    boolean stuck =
        underpriced(work, attempt)
            || !clock.instant().isBefore(attempt.preparedAt().plus(policy.stuckAfter()));
    boolean newest =
        work.open().stream()
            .filter(other -> index(other) == index(attempt))
            .reduce((a, b) -> b)
            .filter(attempt::equals)
            .isPresent();
    if (stuck
        && newest
        && work.open().size() < Recording.MAX_ATTEMPTS
        && ledger.capabilities().has(Capability.REPLACEMENT)) {
      Optional<Prepared> dearer = replacement(work, attempt, state);
      if (dearer.isPresent()) {
        return depart(work, dearer.get());
      }
    }
    return state instanceof TxState.Absent ? send(work, attempt) : work;
  }

  private static boolean underpriced(Recording work, Attempt attempt) {
    return work.current().filter(trouble -> trouble.isUnderpriced(attempt)).isPresent();
  }

  /** Empty where our own cap keeps more back, and the same bytes may be taken at a lower price. */
  private Optional<Prepared> replacement(Recording work, Attempt attempt, TxState state)
      throws LedgerException, InterruptedException {
    Prepared stuck = attempt.prepared();
    try {
      Prepared dearer = ledger.replace(stuck, stuck.content(), policy.callTimeout());
      boolean known = work.open().stream().anyMatch(a -> a.prepared().txId().equals(dearer.txId()));
      return known ? Optional.empty() : Optional.of(dearer);
    } catch (LedgerException e) {
      if (e.fault() == Fault.UNDERPRICED && state instanceof TxState.Absent) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Recording depart(Recording work, Prepared prepared)
      throws InterruptedException, Superseded, Setback {
    Attempt attempt = Attempt.departing(prepared, clock.instant());
    return send(row.change(work, work.beginning(attempt)), attempt);
  }

  private Recording send(Recording work, Attempt attempt)
      throws InterruptedException, Superseded, Setback {
    try {
      var _ = ledger.submit(attempt.prepared(), policy.callTimeout());
      Attempt accepted = attempt.in(Phase.ACCEPTED, clock.instant());
      return accepted.equals(attempt) ? work : row.change(work, work.with(accepted));
    } catch (LedgerException e) {
      // Kept open whatever it was: an earlier submission of the same bytes may have been taken,
      // and inspection tells what can never be executed.
      throw new Setback(work, attempt, e);
    }
  }

  private Duration retry(Recording work, Optional<Attempt> attempt, LedgerException e)
      throws InterruptedException, Superseded {
    Duration pause = backoff.after(work.tries());
    Instant now = clock.instant();
    Trouble trouble =
        Trouble.of(
            attempt.map(Recording::index).orElse(work.due()),
            attempt.map(a -> a.prepared().txId()),
            e,
            now);
    if (work.current().filter(trouble::sameCauseAs).isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0}: the record of entry {1} does not come on: {2}",
          ledger.descriptor().id(),
          Long.toString(trouble.size()),
          trouble.reason());
    }
    var _ = row.change(work, work.retryingAt(now.plus(pause), trouble));
    return pause;
  }

  private static long index(Attempt attempt) {
    return Recording.index(attempt);
  }

  /** A submission did not succeed; {@code work} is what is stored. */
  private static final class Setback extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Recording work;
    private final transient Attempt attempt;
    private final LedgerException cause;

    Setback(Recording work, Attempt attempt, LedgerException cause) {
      super(cause);
      this.work = work;
      this.attempt = attempt;
      this.cause = cause;
    }
  }
}
