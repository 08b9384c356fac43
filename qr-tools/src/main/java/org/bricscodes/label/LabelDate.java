package org.bricscodes.label;

import java.time.LocalDate;

/**
 * A date as people read it: a caption and the day in ISO 8601, which means the same in every
 * country, as in {@code Use by 2027-12-31}.
 *
 * @param caption what the day is, in any language; not longer than {@value #MAX_CAPTION} characters
 */
public record LabelDate(String caption, LocalDate day) {

  /** Longest caption, in characters. */
  public static final int MAX_CAPTION = 40;

  /** The last day on which the product may be used (AI 17). */
  public static LabelDate useBy(LocalDate day) {
    return new LabelDate("Use by", day);
  }

  /** The day until which the product keeps its quality (AI 15). */
  public static LabelDate bestBefore(LocalDate day) {
    return new LabelDate("Best before", day);
  }

  /** The day the product was made (AI 11). */
  public static LabelDate made(LocalDate day) {
    return new LabelDate("Made", day);
  }

  /** The line of the label. */
  @Override
  public String toString() {
    return caption + " " + day;
  }
}
