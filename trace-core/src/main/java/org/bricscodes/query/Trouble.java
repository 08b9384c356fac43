package org.bricscodes.query;

import java.time.Instant;

/**
 * Why a batch is not delivered.
 *
 * @param since its first attempt failed
 * @param attempts so far
 * @param lastAttempt when the newest of them ended
 * @param status what the subscriber answered to it, 0 when it did not answer
 * @param error what went wrong, for people
 * @param through the batch ends before this place of the sequence
 * @param retryAt the next attempt is not made earlier
 * @param kind whether another attempt will be made at all
 */
public record Trouble(
    Instant since,
    int attempts,
    Instant lastAttempt,
    int status,
    String error,
    long through,
    Instant retryAt,
    Kind kind) {

  static final int MAX_ERROR = 300;

  /** What happens next. */
  public enum Kind {
    /** It is tried again by itself. */
    RETRYING,
    /** Somebody has to decide: resume, or skip the batch. */
    SUSPENDED
  }

  public Trouble {
    error = error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR);
  }
}
