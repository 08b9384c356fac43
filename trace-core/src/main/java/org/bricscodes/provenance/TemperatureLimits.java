package org.bricscodes.provenance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Between what temperatures goods are to be kept, in degrees Celsius.
 *
 * @param least null: no limit
 * @param most null: no limit
 * @param permitted how long they may be beyond a limit at a time; null: never
 */
public record TemperatureLimits(
    @Nullable Double least, @Nullable Double most, @Nullable Duration permitted) {

  /** Nobody said. */
  public static final TemperatureLimits NONE = new TemperatureLimits(null, null, null);

  /** Whether there is anything to hold readings against. */
  public boolean areKnown() {
    return least != null || most != null;
  }
}
