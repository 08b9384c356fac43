package org.bricscodes.reports;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong, from a closed list, so that reports can be counted in every language. */
public enum ReportKind {
  /** Seal or package are damaged or were opened. */
  SEAL,
  /** Taste, smell, look or age are not as they should be. */
  QUALITY,
  /** Somebody fell ill, or something is in it that the label does not say. */
  SAFETY,
  /** It looks like a copy. */
  COUNTERFEIT,
  /** It is something else than the label says. */
  WRONG_PRODUCT,
  OTHER;

  /** The word on the wire: {@code seal}, {@code wrong-product} and so on. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The inverse of {@link #word}; exact. */
  public static Optional<ReportKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
