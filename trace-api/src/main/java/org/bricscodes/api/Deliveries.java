package org.bricscodes.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.bricscodes.query.Subscription;
import org.bricscodes.query.SubscriptionPolicy;
import org.bricscodes.query.Subscriptions;

/**
 * Everything that brings events to subscribers, made by one chain of constructors: subscriptions,
 * webhooks, sockets.
 */
record Deliveries(
    Subscriptions subscriptions,
    Webhooks webhooks,
    StreamSockets sockets,
    Destinations destinations,
    DeliveryDocuments documents)
    implements AutoCloseable {

  private static final Set<Role> SEE_EVERYTHING = EnumSet.of(Role.AUDITOR, Role.ADMIN);

  /** Takes up every subscription that is kept. */
  static Deliveries open(
      Assembly.Parts parts,
      Vertx vertx,
      Work work,
      Config config,
      EpcisForms forms,
      ProblemDocument problems,
      InstantSource clock,
      SecureRandom random) {
    ApiKeys keys = parts.keys();
    Destinations destinations = new Destinations(config.subscribers(), Destinations.PLATFORM);
    DeliveryDocuments documents = new DeliveryDocuments(forms, problems, clock);
    Webhooks webhooks =
        new Webhooks(
            vertx,
            new HttpClientOptions(),
            destinations,
            documents,
            subscription -> isEntitled(keys, subscription));
    Subscriptions subscriptions =
        Subscriptions.open(
            parts.named(),
            parts.queries(),
            parts.queryable(),
            webhooks::to,
            SubscriptionPolicy.DEFAULT,
            clock,
            random);
    StreamSockets sockets =
        new StreamSockets(
            vertx,
            subscriptions,
            documents,
            work,
            caller -> keys.stands(caller.keyId()),
            StreamSockets.Patience.of(config.timing()));
    return new Deliveries(subscriptions, webhooks, sockets, destinations, documents);
  }

  void measure(Metrics metrics) {
    metrics.gauge("subscriptions", "Subscriptions that stand", subscriptions::count);
    metrics.gauge("streams", "Streams over WebSockets that are open", subscriptions::streams);
  }

  /** Sockets are told, deliveries under way may end, then all stops. */
  @Override
  public void close() {
    sockets.close();
    subscriptions.close();
    webhooks.close();
  }

  /** A party keeps what it subscribed to as long as one of its keys may see it. */
  private static boolean isEntitled(ApiKeys keys, Subscription subscription) {
    boolean everything = subscription.visibility().party() == null;
    return keys.hasKey(
        subscription.owner(), everything ? SEE_EVERYTHING : EnumSet.allOf(Role.class));
  }
}
