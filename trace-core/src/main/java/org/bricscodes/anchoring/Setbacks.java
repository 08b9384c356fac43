package org.bricscodes.anchoring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.LedgerException;

/** What is stored when something did not work, and how long to wait then. */
final class Setbacks {

  private final WorkRow row;
  private final InstantSource clock;
  private final Backoff backoff;

  Setbacks(WorkRow row, Backoff backoff, InstantSource clock) {
    this.row = row;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Notes a failure about an open attempt, which stays open. */
  Duration retry(Work work, Attempt attempt, LedgerException e)
      throws InterruptedException, Superseded {
    return retry(work, work, trouble(attempt, e));
  }

  /** Notes a failure and stores {@code next} in place of {@code work}. */
  Duration retry(Work work, Work next, Trouble trouble) throws InterruptedException, Superseded {
    Duration pause = backoff.after(work.tries());
    row.change(work, next.retryingAt(clock.instant().plus(pause), trouble));
    return pause;
  }

  /** Gives an anchor up before it had an attempt, and stores {@code next} with that. */
  Duration fail(Work work, Work next, Anchor anchor, LedgerException e)
      throws InterruptedException, Superseded {
    Trouble trouble = trouble(anchor, e);
    return retry(work, next.failing(trouble), trouble);
  }

  /** Gives an attempt up that provably came to nothing. */
  Duration fail(Work work, Attempt attempt, LedgerException e)
      throws InterruptedException, Superseded {
    Trouble trouble = trouble(attempt, e);
    Work ended = work.without(attempt.prepared().txId());
    return retry(work, ended.failing(trouble), trouble);
  }

  Trouble trouble(Attempt attempt, LedgerException e) {
    return Trouble.of(attempt.size(), Optional.of(attempt.prepared().txId()), e, clock.instant());
  }

  Trouble trouble(Anchor anchor, LedgerException e) {
    return Trouble.of(anchor.checkpoint().size(), Optional.empty(), e, clock.instant());
  }
}
