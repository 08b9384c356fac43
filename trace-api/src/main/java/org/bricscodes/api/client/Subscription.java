package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription as the service tells it.
 *
 * @param lastNotifiedAt the last delivery that was taken
 * @param minRecordTime what was recorded earlier has been delivered
 */
public record Subscription(
    String subscriptionID,
    URI dest,
    Instant createdAt,
    Optional<Instant> lastNotifiedAt,
    Optional<Instant> minRecordTime) {

  static Subscription of(JsonNode node) {
    return new Subscription(
        node.path("subscriptionID").asText(),
        URI.create(node.path("dest").asText()),
        Fields.instant(node, "createdAt"),
        Fields.optionalInstant(node, "lastNotifiedAt"),
        Fields.optionalInstant(node, "minRecordTime"));
  }
}
