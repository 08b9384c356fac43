package org.bricscodes.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A period of one serial key, shown as the first character of every serial. There are 32, one for
 * each calendar quarter (UTC), so a character returns after eight years. That is safe: its key and
 * its counters go on where they stopped, so no serial repeats.
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
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return new KeyEpoch(Math.floorMod(4 * day.getYear() + (day.getMonthValue() - 1) / 3, COUNT));
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
