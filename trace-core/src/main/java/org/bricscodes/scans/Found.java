package org.bricscodes.scans;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a look-up found; the words are those of a scan's verdict. */
public enum Found {
  MALFORMED("malformed"),
  NOT_ISSUED("not-issued"),
  WRONG_LOT("wrong-lot"),
  RECALLED("recalled"),
  VOID("void"),
  EXPIRED("expired"),
  GENUINE("genuine"),
  /** A code made elsewhere that its owner told us of; no history is kept of it. */
  REGISTERED("registered"),
  UNKNOWN("unknown");

  private static final Map<String, Found> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Found::word, Function.identity()));

  private final String word;

  Found(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** The inverse of {@link #word}. */
  public static Optional<Found> ofWord(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** Whether there is an item of ours to keep a history of. */
  public boolean isIssued() {
    return switch (this) {
      case WRONG_LOT, RECALLED, VOID, EXPIRED, GENUINE -> true;
      case MALFORMED, NOT_ISSUED, REGISTERED, UNKNOWN -> false;
    };
  }

  /** Whether somebody may be trying serials, or lots to a serial. */
  public boolean isGuess() {
    return switch (this) {
      case MALFORMED, NOT_ISSUED, WRONG_LOT -> true;
      case RECALLED, VOID, EXPIRED, GENUINE, REGISTERED, UNKNOWN -> false;
    };
  }
}
