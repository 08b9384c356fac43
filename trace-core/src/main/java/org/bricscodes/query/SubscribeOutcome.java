package org.bricscodes.query;

/** What became of a {@link SubscriptionOrder}. */
public sealed interface SubscribeOutcome {

  /** It stands, durably. */
  record Subscribed(SubscriptionView view) implements SubscribeOutcome {}

  /** There is no query of this name. */
  record NoSuchQuery() implements SubscribeOutcome {}

  /**
   * The query bounds its result, which a subscription has no end to.
   *
   * @param parameter the one that does
   */
  record Bounded(String parameter) implements SubscribeOutcome {}

  /**
   * There are as many as may be.
   *
   * @param limit that was reached
   */
  record TooMany(int limit) implements SubscribeOutcome {}
}
