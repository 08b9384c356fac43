package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A short {@link CrashDrill}. Kills: {@code -Dcrash.kills}, 10 by default; continuous integration
 * has 40. Where it begins: {@code -Dcrash.seed}.
 */
@Isolated("drives several services at once")
final class CrashDrillStraceIT {

  private static final int KILLS = Integer.getInteger("crash.kills", 10);
  private static final int LANES = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void struckAtDurableSteps_losesNothingAcknowledged_andContradictsNothing() throws Exception {
    long seed = Long.getLong("crash.seed", 20261126);

    List<String> violations =
        new CrashDrill(Packaged.jar(), folder.resolve("drill"), KILLS, seed, LANES, System.out)
            .run();

    assertThat(violations).as("seed %d", seed).isEmpty();
  }
}
