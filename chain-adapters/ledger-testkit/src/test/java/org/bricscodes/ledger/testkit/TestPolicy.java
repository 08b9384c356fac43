package org.bricscodes.ledger.testkit;

import java.time.Duration;
import org.bricscodes.anchoring.AnchorPolicy;

/** How tests of the loop carry: an anchor each ten seconds, a lease of two minutes. */
final class TestPolicy {

  static final Duration LEASE = Duration.ofMinutes(2);

  private TestPolicy() {}

  static AnchorPolicy of(Duration poll, Duration stuckAfter) {
    return new AnchorPolicy(
        Duration.ofSeconds(10),
        poll,
        stuckAfter,
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        LEASE);
  }
}
