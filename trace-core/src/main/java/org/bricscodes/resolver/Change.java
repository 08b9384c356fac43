package org.bricscodes.resolver;

/** What became of a change. */
public sealed interface Change {

  /** Durable; nothing stood there before. */
  record Created(Registered now) implements Change {}

  /** Durable, in place of what stood there. */
  record Replaced(Registered now) implements Change {}

  /** The same stands there already; nothing was written. */
  record Unchanged(Registered now) implements Change {}

  /** Durably gone. */
  record Removed() implements Change {}

  /** There is nothing to remove. */
  record Absent() implements Change {}

  /** The product is another party's; nothing was written. */
  record NotYours() implements Change {}

  /** The {@link Precondition} does not hold; nothing was written. */
  record Stale() implements Change {}
}
