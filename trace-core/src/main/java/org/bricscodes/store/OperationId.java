package org.bricscodes.store;

import java.util.random.RandomGenerator;

/**
 * Names one intended compare-and-set, chosen at random by its caller, so that an unknown outcome
 * can be resolved: a retry carries the same id.
 */
public record OperationId(long high, long low) {

  /** A fresh one. */
  public static OperationId random(RandomGenerator random) {
    return new OperationId(random.nextLong(), random.nextLong());
  }
}
