package org.bricscodes.capture;

import java.time.Duration;

/**
 * How the {@link Sequencer} works.
 *
 * @param publishEvery how long at least lies between two checkpoints; nothing is published while
 *     nothing is new
 * @param batch entries appended in one go, at most
 * @param rechecked newest entries compared with the store at every start
 */
public record SequencerOptions(Duration publishEvery, int batch, int rechecked) {

  /** A checkpoint a second, batches of 4,096, 1,024 entries compared. */
  public static final SequencerOptions DEFAULT =
      new SequencerOptions(Duration.ofSeconds(1), 4_096, 1_024);

  public SequencerOptions {
    if (publishEvery.isNegative() || publishEvery.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("publishEvery must be 0 to an hour");
    }
    if (batch < 1 || batch > 65_536 || rechecked < 1 || rechecked > 10_000) {
      throw new IllegalArgumentException("batch must be 1 to 65,536, rechecked 1 to 10,000");
    }
  }
}
