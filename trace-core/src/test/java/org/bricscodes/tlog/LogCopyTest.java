package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogCopyTest {

  private static final int MAX_STEPS = 1_000;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 2_000, 66_000})
  void copy_opensAsTheSameLog_andGoesOn(int size) {
    SignedCheckpoint signed = original(size);
    Path directory = root.resolve("copy");
    try (LogCopy copy = LogCopy.open(directory, 0, Logs.options(), new UnsyncedFiles())) {
      fill(copy, size);
      copy.finish(signed, Logs.NOW);
    }

    try (TransparencyLog log = Logs.open(directory)) {
      assertThat(log.checkpoint().note().bytes()).isEqualTo(signed.note().bytes());
      assertThat(log.size()).isEqualTo(size);
      log.append(Trees.entries(size, size + 1));
      log.publish();
      log.requireExtends(signed.checkpoint());
    }
    AuditReport report = LogAudit.of(LogSource.directory(directory), Logs.TRUSTED).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(size + 1);
  }

  @ParameterizedTest
  @EnumSource(FaultyFiles.Death.class)
  void copy_killedAtEveryStep_andGoneOnWith_isTheSameLog(FaultyFiles.Death death) {
    SignedCheckpoint signed = original(1_100);
    int step = 1;
    boolean died = true;
    while (died) {
      Path directory = root.resolve(death + "-" + step);
      var files = new FaultyFiles(step, death);
      long stored = untilDeath(directory, signed, files);
      died = files.died();

      if (!LogCopy.isFinished(directory)) {
        try (LogCopy copy = LogCopy.open(directory, stored, Logs.options(), new UnsyncedFiles())) {
          fill(copy, 1_100);
          copy.finish(signed, Logs.NOW);
        }
      }
      try (TransparencyLog log = Logs.open(directory)) {
        assertThat(log.checkpoint().note().bytes())
            .as(death + " at step " + step)
            .isEqualTo(signed.note().bytes());
      }
      assertThat(LogAudit.of(LogSource.directory(directory), Logs.TRUSTED).run().findings())
          .as(death + " at step " + step)
          .isEmpty();
      step++;
    }
    assertThat(step).as("steps of one run").isBetween(20, MAX_STEPS);
  }

  @Test
  void unfinished_doesNotOpenAsALog() {
    Path directory = root.resolve("copy");
    try (LogCopy copy = LogCopy.open(directory, 0, Logs.options(), new UnsyncedFiles())) {
      fill(copy, 600);
      assertThat(copy.sync()).isEqualTo(512);
    }

    assertThat(LogCopy.isTaken(directory)).isTrue();
    assertThat(LogCopy.isFinished(directory)).isFalse();
    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);
  }

  @Test
  void finish_otherEntriesThanSigned_isRefused() {
    SignedCheckpoint signed = original(300);
    Path directory = root.resolve("copy");
    try (LogCopy copy = LogCopy.open(directory, 0, Logs.options(), new UnsyncedFiles())) {
      fill(copy, 299);
      assertThatThrownBy(() -> copy.finish(signed, Logs.NOW))
          .hasMessage("the signed checkpoint has 300 entries, the copy 299");
      copy.append(List.of(Trees.entry(7)));
      assertThatThrownBy(() -> copy.finish(signed, Logs.NOW))
          .hasMessage("the signed checkpoint has another root at size 300");
    }
    assertThat(LogCopy.isFinished(directory)).isFalse();
  }

  @Test
  void open_whereALogIs_isRefused() {
    SignedCheckpoint _ = original(3);

    assertThatThrownBy(
            () -> LogCopy.open(root.resolve("log"), 0, Logs.options(), new UnsyncedFiles()))
        .isInstanceOf(LogException.class)
        .hasMessage("there is a log in the directory already");
  }

  private SignedCheckpoint original(int size) {
    try (TransparencyLog log = Logs.filled(root.resolve("log"), size)) {
      SignedCheckpoint signed = log.publish();
      if (size > 300) {
        assertThat(log.entriesFrom(257)).hasSize(255).first().isEqualTo(Trees.entry(257));
      }
      return signed;
    }
  }

  /** Appends what is missing, noting what is stored as one goes. */
  private static void fill(LogCopy copy, int size) {
    for (long from = copy.size(); from < size; from = copy.size()) {
      copy.append(Trees.entries(from, Math.min(size, from + 300)));
    }
  }

  private static long untilDeath(Path directory, SignedCheckpoint signed, LogFiles files) {
    long stored = 0;
    try (LogCopy copy = LogCopy.open(directory, 0, Logs.options(), files)) {
      while (copy.size() < signed.size()) {
        long from = copy.size();
        copy.append(Trees.entries(from, Math.min(signed.size(), from + 400)));
        stored = copy.sync();
      }
      copy.finish(signed, Logs.NOW);
    } catch (LogException e) {
      assertThat(e.reason()).isEqualTo(LogException.Reason.IO);
    }
    return stored;
  }
}
