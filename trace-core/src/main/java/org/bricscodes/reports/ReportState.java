package org.bricscodes.reports;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a report has got. */
public enum ReportState {
  /** Nobody answered yet. */
  OPEN,
  /** The owner answered, and may again. */
  ANSWERED,
  /** The owner is done with it. Final, but for the reporter. */
  CLOSED,
  /** The reporter took it back; words and answers are deleted. Final. */
  WITHDRAWN;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The inverse of {@link #word}; exact. */
  public static Optional<ReportState> of(String word) {
    return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
  }

  /** Whether the owner can still answer or close it. */
  boolean isUnderWay() {
    return switch (this) {
      case OPEN, ANSWERED -> true;
      case CLOSED, WITHDRAWN -> false;
    };
  }
}
