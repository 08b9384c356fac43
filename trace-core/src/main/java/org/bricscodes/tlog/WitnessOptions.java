package org.bricscodes.tlog;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a {@link WitnessedLog} asks its witnesses.
 *
 * @param clock holds the times of cosignatures against ours
 * @param timeout for one request, answer included
 * @param grace how long those that have not answered are waited for once the policy is met
 * @param every how long at least lies between the beginnings of two rounds
 * @param retryAtMost the longest a witness that fails is left alone
 */
public record WitnessOptions(
    InstantSource clock, Duration timeout, Duration grace, Duration every, Duration retryAtMost) {

  public WitnessOptions {
    if (!isPositive(timeout) || grace.isNegative() || !isPositive(every)) {
      throw new IllegalArgumentException("time-out and pace are positive, grace is not negative");
    }
    if (!isPositive(retryAtMost)) {
      throw new IllegalArgumentException("the longest wait is positive");
    }
  }

  private static boolean isPositive(Duration duration) {
    return duration.isPositive() && duration.compareTo(Duration.ofHours(1)) <= 0;
  }

  /** Five seconds for an answer, half of one in grace, a round a second, a minute left alone. */
  public static WitnessOptions standard(InstantSource clock) {
    return new WitnessOptions(
        clock,
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }
}
