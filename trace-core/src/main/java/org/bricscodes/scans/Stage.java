package org.bricscodes.scans;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an item stands in its life, in order. */
public enum Stage {
  /** Its code exists; nobody said that it was printed. */
  ORDERED("ordered"),
  /** On a label, not yet on a pack. */
  PRINTED("printed"),
  /** On a pack. */
  APPLIED("applied"),
  /** In use. The stage of every item whose owner does not report the earlier ones. */
  ACTIVE("active"),
  /** Handed to its consumer. */
  SOLD("sold"),
  /** To be returned. */
  RECALLED("recalled"),
  /** Never to be used. */
  VOID("void");

  private static final Map<String, Stage> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Stage::word, Function.identity()));

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** The inverse of {@link #word}. */
  public static Optional<Stage> ofWord(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** Whether no pack carries the code yet. */
  public boolean isBeforePack() {
    return this == ORDERED || this == PRINTED;
  }
}
