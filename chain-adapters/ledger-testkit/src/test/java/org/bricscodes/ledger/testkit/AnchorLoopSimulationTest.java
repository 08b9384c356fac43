package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AnchorLoopSimulationTest {

  private static final long FIRST_SEED = 20_260_301;
  private static final int HISTORIES = 2_000;
  private static final int REPEATED = 50;

  @Test
  void randomHistories_keepEveryPromise() throws InterruptedException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      run(seed);
    }
  }

  @Test
  void sameSeed_playsTheSameHistory() throws InterruptedException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + REPEATED; seed++) {
      assertThat(run(seed)).as("trace of seed %d", seed).isEqualTo(run(seed));
    }
  }

  private static String run(long seed) throws InterruptedException {
    try {
      return new AnchorSimulation(seed).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
