package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a witness at every single step of its file operations, while a log that has forked asks it
 * for cosignatures of both histories. Whatever was handed out belongs to one of them.
 */
class WitnessCrashTest {

  private static final SignerKey KEY = Keys.counting("witness.example/w1", 0x20);
  private static final LogList LIST =
      new LogList(
          List.of(new LogList.Item(Logs.KEY.verifierKey(), Logs.KEY.name(), 1_000_000, "us")));
  private static final Branch LEFT = new Branch(Logs.KEY, "l", 3);
  private static final Branch RIGHT = new Branch(Logs.KEY, "r", 3);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path root;

  /** What the outside world holds of one history beyond the fork. */
  private static final class Told {
    int left;
    int right;
    int acknowledged;
  }

  @ParameterizedTest
  @EnumSource(FaultyFiles.Death.class)
  void crash_atEveryStep_neverLeavesCosignaturesOfTwoHistories(FaultyFiles.Death death) {
    int step = 1;
    boolean died = true;
    while (died) {
      Path directory = root.resolve(death + "-" + step);
      var files = new FaultyFiles(step, death);
      var told = new Told();
      String when = death + " at step " + step;
      askBoth(directory, files, told);
      died = files.died();
      askBoth(directory, new UnsyncedFiles(), told);

      assertThat(told.left == 0 || told.right == 0).as(when).isTrue();
      assertThat(told.left + told.right).as(when).isPositive();
      step++;
    }
    assertThat(step).as("steps of one run").isBetween(15, 200);
  }

  private static void askBoth(Path directory, LogFiles files, Told told) {
    try (Witness witness = open(directory, files)) {
      assertThat(size(witness)).isGreaterThanOrEqualTo(told.acknowledged);
      ask(witness, LEFT, 3, told, new AtomicInteger());
      var left = new AtomicInteger(told.left);
      var right = new AtomicInteger(told.right);
      for (int size = 4; size <= 6; size++) {
        // The right one first every other time, so that either history gets its chance.
        if (size % 2 == 0) {
          ask(witness, RIGHT, size, told, right);
        }
        ask(witness, LEFT, size, told, left);
        ask(witness, RIGHT, size, told, right);
      }
      told.left = left.get();
      told.right = right.get();
    } catch (LogException e) {
      assertThat(e.reason()).isEqualTo(LogException.Reason.IO);
    }
  }

  private static Witness open(Path directory, LogFiles files) {
    return Witness.open(directory, KEY, LIST, InstantSource.fixed(Logs.NOW), files);
  }

  private static int size(Witness witness) {
    return (int) witness.progress().getFirst().size();
  }

  private static void ask(
      Witness witness, Branch branch, int size, Told told, AtomicInteger handedOut) {
    int known = size(witness);
    if (known > size) {
      return;
    }
    WitnessAnswer answer;
    try {
      answer = witness.addCheckpoint(branch.request(known, size).bytes());
    } catch (LogException e) {
      assertThat(e.reason()).isIn(LogException.Reason.IO, LogException.Reason.CLOSED);
      return;
    }
    if (answer instanceof WitnessAnswer.Cosigned) {
      handedOut.incrementAndGet();
      told.acknowledged = Math.max(told.acknowledged, size);
    }
  }
}
