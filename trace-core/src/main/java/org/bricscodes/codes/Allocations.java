package org.bricscodes.codes;

import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/** To whom counters were given out. What was given out once stays so. */
interface Allocations {

  /** The batch that holds a counter; null: nobody was given it. */
  @Nullable Batch holding(Gtin gtin, KeyEpoch epoch, long counter);

  /** Which of the epoch's keys a counter was given out under: the same for a whole batch. */
  int generation(Gtin gtin, KeyEpoch epoch, long counter);
}
