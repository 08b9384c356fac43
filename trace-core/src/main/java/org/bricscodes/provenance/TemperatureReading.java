package org.bricscodes.provenance;

import java.time.Instant;

/**
 * What one device measured at a moment, or between two, in degrees Celsius.
 *
 * @param least the same as {@code most} for a reading of a moment
 */
public record TemperatureReading(Instant from, Instant to, double least, double most) {

  public TemperatureReading {
    if (to.isBefore(from) || !(least <= most)) {
      throw new IllegalArgumentException("a reading ends before it begins");
    }
  }

  boolean isMoment() {
    return from.equals(to);
  }
}
