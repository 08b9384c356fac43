package org.bricscodes.query;

import java.time.Duration;

/**
 * Bounds of subscriptions.
 *
 * @param maxSubscriptions of everyone together; the last eighth is for parties that have few
 * @param maxPerOwner of one party
 * @param maxStreams that are not kept, of everyone together, who share them fairly
 * @param maxBatchEvents of one parcel
 * @param maxBatchBytes of its events as they are stored; an event that is larger goes alone
 * @param deliveryDeadline a delivery without outcome has failed after this
 * @param firstBackoff before the second attempt; doubles with each further one
 * @param maxBackoff between attempts, at most
 * @param refusedPatience a subscriber that answers 4xx for so long is suspended
 * @param failedPatience one that cannot be reached, or answers otherwise, for so long
 * @param threads that look for events; none of them waits for a subscriber
 */
public record SubscriptionPolicy(
    int maxSubscriptions,
    int maxPerOwner,
    int maxStreams,
    int maxBatchEvents,
    int maxBatchBytes,
    Duration deliveryDeadline,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration refusedPatience,
    Duration failedPatience,
    int threads) {

  /**
   * 256 subscriptions, 32 of one party, 256 streams; 100 events or 256 KiB at once; a minute for
   * each; back-off from one second to five minutes; six hours of 4xx, a week of silence.
   */
  public static final SubscriptionPolicy DEFAULT =
      new SubscriptionPolicy(
          256,
          32,
          256,
          100,
          256 << 10,
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(6),
          Duration.ofDays(7),
          2);

  public SubscriptionPolicy {
    if (maxSubscriptions < 1
        || maxSubscriptions > 10_000
        || maxPerOwner < 1
        || maxStreams < 1
        || maxBatchEvents < 1
        || maxBatchBytes < 1
        || threads < 1
        || firstBackoff.toMillis() < 1
        || maxBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException("every bound of subscriptions is at least 1, and sane");
    }
  }
}
