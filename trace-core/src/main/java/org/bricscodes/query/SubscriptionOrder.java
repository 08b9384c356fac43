package org.bricscodes.query;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a party asks for when it subscribes.
 *
 * @param owner the party
 * @param visibility what it may see
 * @param dest where deliveries go; that it may go there is the caller's to check
 * @param signatureToken to sign deliveries with; null: they are not signed
 * @param initialRecordTime events recorded from then on are delivered; null: from now on
 */
public record SubscriptionOrder(
    String queryName,
    String owner,
    Visibility visibility,
    URI dest,
    @Nullable SignatureToken signatureToken,
    DeliveryForm form,
    Trigger trigger,
    @Nullable Instant initialRecordTime) {}
