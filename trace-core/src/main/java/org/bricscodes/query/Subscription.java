package org.bricscodes.query;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standing wish for the results of a named query (EPCIS 2.0 §8.2.5). How far it has come is not
 * part of it: see {@link SubscriptionView}.
 *
 * @param id a UUID
 * @param owner the party that made it
 * @param visibility what that party may see
 * @param signatureToken null: deliveries are not signed
 * @param initialRecordTime as asked for; when not asked for, that of its making
 * @param notBefore events recorded earlier do not belong to it, wherever they stand in the sequence
 */
public record Subscription(
    String id,
    String queryName,
    String owner,
    Visibility visibility,
    URI dest,
    @Nullable SignatureToken signatureToken,
    DeliveryForm form,
    Trigger trigger,
    Instant createdAt,
    Instant initialRecordTime,
    Instant notBefore) {}
