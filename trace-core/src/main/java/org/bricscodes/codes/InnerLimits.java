package org.bricscodes.codes;

import java.time.Duration;

/**
 * How many wrong inner codes one item takes. With the standard limits at most {@code 20 / 2³⁰} of
 * guessers find the code of an item before its owner has to look.
 *
 * @param wrongAtOnce so many within {@code window} lock the item for {@code lock}
 * @param wrongInAll so many since it was made or unlocked lock it until its owner unlocks it
 */
public record InnerLimits(int wrongAtOnce, Duration window, Duration lock, int wrongInAll) {

  /** Five a day; twenty in all. */
  public static final InnerLimits STANDARD =
      new InnerLimits(5, Duration.ofHours(24), Duration.ofHours(24), 20);

  public InnerLimits {
    if (wrongAtOnce < 1
        || wrongAtOnce > 100
        || wrongInAll < wrongAtOnce
        || window.isNegative()
        || lock.isNegative()) {
      throw new IllegalArgumentException(
          "limits are 1 to 100 wrong codes at once, no fewer in all, and times that do not end"
              + " before they begin");
    }
  }
}
