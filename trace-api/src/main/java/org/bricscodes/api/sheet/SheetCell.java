package org.bricscodes.api.sheet;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What stands in one cell. */
sealed interface SheetCell {

  /** Text, without space around it. */
  record Text(String value) implements SheetCell {
    /** An empty cell. */
    static final Text EMPTY = new Text("");
  }

  /**
   * A number.
   *
   * @param date what it is as a date and time; null if it is out of range
   */
  record Numeric(BigDecimal value, @Nullable LocalDateTime date) implements SheetCell {}

  /** What cannot be taken: a formula, an error. */
  record Flaw(String message, String remedy) implements SheetCell {}

  /** As text; empty for a flaw. */
  default String text() {
    return switch (this) {
      case Text(String value) -> value;
      case Numeric(BigDecimal value, LocalDateTime _) -> value.stripTrailingZeros().toPlainString();
      case Flaw _ -> "";
    };
  }

  default boolean isEmpty() {
    return this instanceof Text(String value) && value.isEmpty();
  }
}
