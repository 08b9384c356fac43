package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a log at every single step of its file operations, opens it again and audits it. */
class LogCrashTest {

  private static final int BATCH = 190;
  private static final int BATCHES = 4;
  private static final int MAX_STEPS = 1000;

  @TempDir Path root;

  /** What the outside world was told before the crash. */
  private static final class Told {
    long acknowledged;
    final List<SignedCheckpoint> checkpoints = new ArrayList<>();
  }

  private static LogOptions options() {
    return new LogOptions(InstantSource.fixed(Logs.NOW), new SplittableRandom(1), 4096, 1, 4);
  }

  @ParameterizedTest
  @EnumSource(FaultyFiles.Death.class)
  void crash_atEveryStep_losesNothingAcknowledgedAndNeverContradicts(FaultyFiles.Death death) {
    int step = 1;
    boolean died = true;
    while (died) {
      Path directory = root.resolve(death + "-" + step);
      var files = new FaultyFiles(step, death);
      Told told = runUntilDeath(directory, files);
      died = files.died();

      continueAndAudit(directory, told, death + " at step " + step);
      step++;
    }
    assertThat(step).as("steps of one run").isBetween(60, MAX_STEPS);
  }

  private static Told runUntilDeath(Path directory, LogFiles files) {
    var told = new Told();
    try (TransparencyLog log = TransparencyLog.open(directory, Logs.KEY, options(), files)) {
      told.checkpoints.add(log.checkpoint());
      for (int batch = 0; batch < BATCHES; batch++) {
        long from = (long) batch * BATCH;
        log.append(Trees.entries(from, from + BATCH));
        told.acknowledged = from + BATCH;
        if (batch % 2 == 0) {
          told.checkpoints.add(log.publish());
        }
      }
    } catch (LogException e) {
      assertThat(e.reason()).isEqualTo(LogException.Reason.IO);
    }
    return told;
  }

  private static void continueAndAudit(Path directory, Told told, String when) {
    try (TransparencyLog log =
        TransparencyLog.open(directory, Logs.KEY, options(), new UnsyncedFiles())) {
      assertThat(log.size()).as(when).isGreaterThanOrEqualTo(told.acknowledged);
      told.checkpoints.forEach(checkpoint -> log.requireExtends(checkpoint.checkpoint()));
      log.append(Trees.entries(log.size(), log.size() + 3));
      log.publish();
    }
    LogSource source = LogSource.directory(directory);
    AuditReport report =
        new LogAudit(source, Logs.TRUSTED, told.checkpoints, LogCrashTest::check, 2).run();
    assertThat(report.findings()).as(when).isEmpty();
    assertThat(report.isSound()).as(when).isTrue();
  }

  private static Optional<String> check(long index, byte[] entry) {
    boolean same = Arrays.equals(entry, Trees.entry(index));
    return same ? Optional.empty() : Optional.of("is not what was appended");
  }
}
