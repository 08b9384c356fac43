package org.bricscodes.anchoring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bricscodes.anchoring.WorkRow.Superseded;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.LedgerException;

/** What is stored when something did not work, and how long to wait then. */
final class Setbacks {

  private static final int MAX_DOUBLINGS = 20;

  private final WorkRow row;
  private final AnchorPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;

  Setbacks(WorkRow row, AnchorPolicy policy, InstantSource clock, RandomGenerator random) {
    this.row = row;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  /** Notes a failure about an open attempt, which stays open. */
  Duration retry(Work work, Attempt attempt, LedgerException e)
      throws InterruptedException, Superseded {
    return retry(work, work, trouble(attempt, e));
  }

  /** Notes a failure and stores {@code next} in place of {@code work}. */
  Duration retry(Work work, Work next, Trouble trouble) throws InterruptedException, Superseded {
    Duration pause = backoff(work.tries());
    row.change(work, next.retryingAt(clock.instant().plus(pause), trouble));
    return pause;
  }

  /** Gives an anchor up before it had an attempt. */
  Duration fail(Work work, Anchor anchor, LedgerException e)
      throws InterruptedException, Superseded {
    Trouble trouble = trouble(anchor, e);
    return retry(work, work.failing(trouble), trouble);
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

  /** Doubling, bounded, and spread over its upper half so that loops do not march in step. */
  private Duration backoff(int tries) {
    Duration doubled = policy.minBackoff().multipliedBy(1L << Math.min(tries, MAX_DOUBLINGS));
    Duration full = doubled.compareTo(policy.maxBackoff()) < 0 ? doubled : policy.maxBackoff();
    long half = Math.max(1, full.toMillis() / 2);
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}
