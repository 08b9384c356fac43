package org.bricscodes.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What every {@link Courier} works with.
 *
 * @param horizon events before this place of the sequence are there to be read; never blocks
 * @param steps runs couriers; stopped last
 * @param random spreads retries
 */
record Road(
    EventSource events,
    LongSupplier horizon,
    SubscriptionPolicy policy,
    InstantSource clock,
    RandomGenerator random,
    ScheduledExecutorService steps) {

  /** How long to wait before the attempt that follows {@code attempts} failed ones. */
  Duration backoff(int attempts) {
    long most = policy.maxBackoff().toMillis();
    long first = policy.firstBackoff().toMillis();
    long doubled = attempts > 30 ? most : Math.min(most, first << (attempts - 1));
    // Between half of it and all of it, so that subscribers that failed together do not stay so.
    return Duration.ofMillis(doubled - random.nextLong(doubled / 2 + 1));
  }
}
