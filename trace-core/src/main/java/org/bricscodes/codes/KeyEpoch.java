package org.bricscodes.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A period of one serial key, shown as the first character of every serial. There are 32, one for
 * each calendar quarter (UTC) or rotation ({@link KeyEpochs}), so a character returns after eight
 * years or sooner. That is safe: its counters go on where they stopped, under the same key or, if
 * there is a newer master key by then, under that one's, so no serial is given out twice.
 *
 * @param number 0 to 31
 */
public record KeyEpoch(int number) {

  /** How many there are. */
  public static final int COUNT = 32;

  public KeyEpoch {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("a key epoch is 0 to 31");
    }
  }

  /** The epoch of the quarter that {@code instant} lies in: (4 · year + quarter) mod 32. */
  public static KeyEpoch at(Instant instant) {
    return ofOrdinal(ordinal(instant));
  }

  /** The epoch that is the {@code ordinal}th since the year 0: ordinal mod 32. */
  public static KeyEpoch ofOrdinal(long ordinal) {
    return new KeyEpoch(Math.floorMod(ordinal, COUNT));
  }

  /**
   * @throws IllegalArgumentException if it is not a character of an epoch
   */
  public static KeyEpoch parse(String symbol) {
    int number = symbol.length() == 1 ? Crockford.value(symbol.charAt(0)) : -1;
    if (number < 0) {
      throw new IllegalArgumentException(
          "a key epoch is one digit or upper-case letter without I, L, O and U");
    }
    return new KeyEpoch(number);
  }

  /** The number of the quarter that {@code instant} lies in: 4 · year + quarter, from 0. */
  static long ordinal(Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return 4L * day.getYear() + (day.getMonthValue() - 1) / 3;
  }

  /** Its character. */
  public char symbol() {
    return (char) Crockford.symbol(number);
  }

  @Override
  public String toString() {
    return String.valueOf(symbol());
  }
}
