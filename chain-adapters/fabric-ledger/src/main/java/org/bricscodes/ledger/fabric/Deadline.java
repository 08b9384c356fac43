package org.bricscodes.ledger.fabric;

import io.grpc.CallOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which one call of ours comes back. */
record Deadline(long nanos) {

  static Deadline in(Duration within) {
    return new Deadline(System.nanoTime() + within.toNanos());
  }

  /** What is left, not negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean hasPassed() {
    return nanos - System.nanoTime() <= 0;
  }

  /** An even share of what is left, if {@code parts} may be tried. */
  Deadline share(int parts) {
    return in(left().dividedBy(parts));
  }

  /** This, or {@code most} from now, whichever comes first. */
  Deadline atMost(Duration most) {
    Deadline other = in(most);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** For one call to a peer. */
  CallOptions on(CallOptions options) {
    return options.withDeadlineAfter(Math.max(1, left().toNanos()), TimeUnit.NANOSECONDS);
  }
}
