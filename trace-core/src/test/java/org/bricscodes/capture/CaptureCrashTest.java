package org.bricscodes.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a capturing process at random moments and looks for everything it had acknowledged. */
final class CaptureCrashTest {

  private static final int KILLS = 2;

  @TempDir Path directory = Path.of("");

  /** Numbers of events acknowledged, by themselves or with their document. */
  private final TreeSet<Integer> acknowledged = new TreeSet<>();

  private final List<String> jobs = new ArrayList<>();
  private final List<SignedCheckpoint> checkpoints = new ArrayList<>();
  private long logged;

  @Test
  void kill_atRandomMoments_losesNothingAcknowledged_andTheLogGoesOn() throws Exception {
    long seed = new Random().nextLong();
    RandomGenerator random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      captureAndKill(50 + random.nextInt(400));

      everythingIsThere("seed " + seed + ", kill " + kill);
    }
  }

  /** Lets the process acknowledge so many, then kills it; what it still said counts too. */
  private void captureAndKill(int lines) throws Exception {
    int first = acknowledged.isEmpty() ? 0 : acknowledged.last() + 1_000;
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashedCapture.class.getName(),
                directory.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (int i = 0; i < lines; i++) {
        note(reader.readLine());
      }
      process.toHandle().destroyForcibly(); // leaves what it has written readable
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        note(line);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void note(String line) {
    assertThat(line).as("the capturing process ended by itself").isNotNull();
    if (!line.endsWith(CrashedCapture.END)) {
      return;
    }
    String[] words = line.substring(0, line.length() - 1).split(" ", 3);
    int number = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "event" -> acknowledged.add(number);
      case "job" -> {
        jobs.add(words[2]);
        for (int i = 0; i < 4; i++) {
          acknowledged.add(number + i);
        }
      }
      default -> logged = Math.max(logged, number);
    }
  }

  private void everythingIsThere(String context) throws Exception {
    try (Store store = RocksStore.open(directory.resolve("store"), CaptureTables.all());
        TransparencyLog log = CrashedCapture.log(directory)) {
      TermIndex index = TestRecorder.index(store);
      InstantSource clock = InstantSource.system();
      try (Recorder recorder =
              Recorder.open(store, index, RecorderOptions.DEFAULT, clock, new SecureRandom());
          CaptureJobs resumed =
              CaptureJobs.open(
                  store,
                  recorder,
                  EpcisLimits.DEFAULT,
                  CaptureLimits.DEFAULT,
                  Runnable::run,
                  clock,
                  new SecureRandom());
          Sequencer sequencer =
              Sequencer.start(
                  store,
                  index,
                  recorder,
                  log,
                  new SequencerOptions(Duration.ZERO, 1_000, 10_000))) {
        resumed.awaitIdle();
        assertThat(sequencer.awaitLogged(recorder.size() - 1, Duration.ofMinutes(2)))
            .as(context)
            .isTrue();
        eventsAreThereOnceAndLogged(new EventArchive(store, index), log, context);
        for (String job : jobs) {
          CaptureJob found = resumed.find("tea", job).orElseThrow();
          assertThat(found.running()).as(context).isFalse();
          assertThat(found.success()).as(context).isTrue();
        }
      }
    }
  }

  private void eventsAreThereOnceAndLogged(
      EventArchive archive, TransparencyLog log, String context) {
    Map<String, RecordedEvent> stored = new HashMap<>();
    long size = archive.size();
    for (long from = 0; from < size; from += 1_000) {
      for (RecordedEvent event : archive.bySequence(from, 1_000)) {
        assertThat(stored.put(event.eventID(), event)).as(context).isNull();
        assertThat(log.entry(event.sequence()))
            .as(context)
            .isEqualTo(EventCommitment.of(event).bytes());
      }
    }
    assertThat((long) stored.size()).as(context).isEqualTo(size);
    for (int number : acknowledged) {
      assertThat(stored).as(context).containsKey(Documents.uuid(number));
    }
    assertThat(log.checkpoint().size()).as(context).isGreaterThanOrEqualTo(logged);
    for (SignedCheckpoint earlier : checkpoints) {
      log.requireExtends(earlier.checkpoint());
    }
    checkpoints.add(log.checkpoint());
  }
}
