package org.bricscodes.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription and how far it has come.
 *
 * @param minRecordTime nothing outstanding was recorded earlier
 * @param lastNotifiedAt when the subscriber last confirmed a delivery; null: not yet
 * @param trouble why its next batch is not delivered; null: nothing is wrong
 */
public record SubscriptionView(
    Subscription subscription,
    Instant minRecordTime,
    @Nullable Instant lastNotifiedAt,
    @Nullable Trouble trouble) {}
