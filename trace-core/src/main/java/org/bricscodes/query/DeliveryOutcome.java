package org.bricscodes.query;

import java.time.Duration;

/** What became of a parcel. */
public sealed interface DeliveryOutcome {

  /** The subscriber has it and said so. The position moves on. */
  record Delivered() implements DeliveryOutcome {}

  /** The subscriber wants less at once. Half as many events come next, at once. */
  record TooLarge() implements DeliveryOutcome {}

  /**
   * It was not delivered, or nobody knows whether it was. The same parcel comes again, later and
   * later; when that has gone on for long the subscription is suspended, and loses nothing by it.
   *
   * @param status what the subscriber answered, 0 when it did not
   * @param error what went wrong, for people; no secret
   * @param retryAfter the subscriber asks not to be called earlier; zero when it does not
   */
  record Failed(int status, String error, Duration retryAfter) implements DeliveryOutcome {
    public Failed(int status, String error) {
      this(status, error, Duration.ZERO);
    }
  }

  /** The subscriber wants nothing more, or may have nothing more: suspended at once. */
  record Refused(int status, String error) implements DeliveryOutcome {}
}
