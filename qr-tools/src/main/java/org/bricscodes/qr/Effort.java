package org.bricscodes.qr;

import java.util.function.BooleanSupplier;

/** What one picture may still cost. For one thread. */
final class Effort {

  private final BooleanSupplier over;
  private boolean crowded;

  Effort(BooleanSupplier over) {
    this.over = over;
  }

  /** Nothing more is begun. */
  boolean isOver() {
    return over.getAsBoolean();
  }

  /** There are more finder patterns than are put together. */
  void crowd() {
    crowded = true;
  }

  boolean isCrowded() {
    return crowded;
  }
}
