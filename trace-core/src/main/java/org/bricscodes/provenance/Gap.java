package org.bricscodes.provenance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a journey that nobody reported.
 *
 * @param kind what makes it a gap
 * @param from when the last known step happened
 * @param to when the next known step happened; null: nothing since
 * @param after eventID of the last known step
 * @param before eventID of the next known step; null: there is none
 * @param length between {@code from} and {@code to}, or until the scan
 */
public record Gap(
    Kind kind,
    Instant from,
    @Nullable Instant to,
    String after,
    @Nullable String before,
    @Nullable NamedPlace fromPlace,
    @Nullable NamedPlace toPlace,
    Duration length) {

  /** What makes a stretch without events a gap. Goods at rest in a known place are none. */
  public enum Kind {
    /** The goods left, and nothing is known until they turned up elsewhere. */
    IN_TRANSIT("in-transit"),
    /** The goods turned up elsewhere, and nobody said that they left. */
    PLACE_CHANGED("place-changed"),
    /** The goods left, and nothing is known since. */
    NOT_ARRIVED("not-arrived");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }

  /** Whole days, rounded down. */
  public long days() {
    return length.toDays();
  }
}
