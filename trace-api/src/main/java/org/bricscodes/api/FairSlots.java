package org.bricscodes.api;

import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;

/**
 * How many of something may be under way, shared fairly by {@linkplain Lane lanes}: each holds
 * memory or keeps processors busy.
 */
final class FairSlots {

  private final int max;
  private final String what;
  private final FairShares shares;

  /**
   * @param what is under way, in the plural, as {@code exports}
   */
  FairSlots(int max, String what) {
    this.max = max;
    this.what = what;
    this.shares = new FairShares(max, System::nanoTime);
  }

  /**
   * Takes a slot, to be closed; twice is harmless.
   *
   * @throws Problem {@link ProblemKind#OVERLOADED} when all are taken, {@link
   *     ProblemKind#OVER_SHARE} when the lane has its share of them
   */
  FairShares.Share take(Lane lane) {
    return switch (shares.take(lane.key(), 1)) {
      case Taking.Taken(FairShares.Share share) -> share;
      case Taking.AllTaken _ ->
          throw new Problem(
              ProblemKind.OVERLOADED,
              max + " " + what + " are under way; try again when one has ended");
      case Taking.OwnShare _ ->
          throw new Problem(
              ProblemKind.OVER_SHARE,
              shares.taken(lane.key())
                  + " "
                  + what
                  + " of yours are under way, the rest is for others; try again when one has"
                  + " ended");
    };
  }
}
