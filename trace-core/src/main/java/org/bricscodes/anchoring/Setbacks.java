package org.bricscodes.anchoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;

/**
 * What is stored when something did not work, and how long to wait then. The first time it is told
 * to the log, with the reason: whoever may see anchors is shown no more than the fault.
 */
final class Setbacks {

  private static final Logger LOG = System.getLogger(Setbacks.class.getName());

  private final LedgerId ledger;
  private final WorkRow row;
  private final InstantSource clock;
  private final Backoff backoff;

  Setbacks(LedgerId ledger, WorkRow row, Backoff backoff, InstantSource clock) {
    this.ledger = ledger;
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
    if (work.current().filter(trouble::sameCauseAs).isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0}: the anchor of {1} entries does not come on: {2}",
          ledger,
          Long.toString(trouble.size()),
          trouble.reason());
    }
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
