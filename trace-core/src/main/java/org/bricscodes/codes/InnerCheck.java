package org.bricscodes.codes;

import java.time.Instant;

/** What telling an inner code led to. */
public sealed interface InnerCheck {

  /** It is right, and nobody told it before: the item was activated by this, durably. */
  record Activated(Instant at) implements InnerCheck {}

  /** It is right, and was told before. */
  record AlreadyActivated(Instant at) implements InnerCheck {}

  /** It is wrong, or the item is locked and it was not looked at; which of the two is not told. */
  record NotConfirmed() implements InnerCheck {}
}
