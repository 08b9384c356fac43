package org.bricscodes.samples.country;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Lot after lot: take as many as are wanted. One lot is in memory at a time, some 1,400 events, and
 * the parties that were introduced, 5,622 at most.
 */
public final class Season {

  /** Lots there are: as many as the logistic units of one company have numbers for. */
  public static final long LOTS = 1_000_000;

  private final long seed;
  private final CodeSource codes;
  private final Set<Party> introduced = new HashSet<>();

  public Season(long seed, CodeSource codes) {
    this.seed = seed;
    this.codes = codes;
  }

  /** From this lot on; sequential. */
  public Stream<Lot> from(long first) {
    return LongStream.iterate(first, lot -> lot + 1).mapToObj(this::lot);
  }

  /** This lot; by one thread at a time. */
  public Lot lot(long number) {
    if (number < 0 || number >= LOTS) {
      throw new IllegalArgumentException("lots are numbered 0 to 999999, found " + number);
    }
    LotStory story = new LotStory(seed, number, introduced);
    return story.tell(codes.serials(story.order()));
  }
}
