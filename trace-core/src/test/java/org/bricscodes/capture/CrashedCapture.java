package org.bricscodes.capture;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;

/**
 * A process to be killed: records single events and submits documents as fast as it can, follows
 * them into the log, and prints what it acknowledged. Arguments: directory, first number.
 */
final class CrashedCapture {

  static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(1));

  /** Ends what is printed: a line without it was cut off and says nothing. */
  static final String END = ".";

  private static final int IN_FLIGHT = 32;

  private CrashedCapture() {}

  static TransparencyLog log(Path directory) {
    return TransparencyLog.open(
        directory.resolve("log"), KEY, LogOptions.standard(InstantSource.system(), new Random(2)));
  }

  public static void main(String[] arguments) throws InterruptedException {
    // Ends with the process; nothing is ever closed here, as in a crash.
    Path directory = Path.of(arguments[0]);
    Store store = RocksStore.open(directory.resolve("store"), CaptureTables.all());
    TermIndex index = TestRecorder.index(store);
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Recorder recorder = Recorder.open(store, index, RecorderOptions.DEFAULT, clock, random);
    SequencerOptions often = new SequencerOptions(Duration.ofMillis(20), 100, 1_000);
    Sequencer sequencer = Sequencer.start(store, index, recorder, log(directory), often);
    ExecutorService workers = Executors.newFixedThreadPool(2);
    CaptureJobs jobs =
        CaptureJobs.open(
            store, recorder, EpcisLimits.DEFAULT, CaptureLimits.DEFAULT, workers, clock, random);
    PrintStream out = System.out;
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    for (int number = Integer.parseInt(arguments[1]); ; number += 5) {
      inFlight.acquire(2);
      single(recorder, number, out, inFlight);
      document(jobs, number + 1, out, inFlight);
      out.println("logged " + sequencer.loggedSize() + END);
    }
  }

  private static void single(Recorder recorder, int number, PrintStream out, Semaphore inFlight) {
    var _ =
        recorder
            .record("tea", Documents.packs(number, number + 1), ErrorBehaviour.ROLLBACK)
            .whenComplete(
                (outcomes, failure) -> {
                  if (failure == null) {
                    out.println("event " + number + END);
                  }
                  inFlight.release();
                });
  }

  /** Four events in a document; acknowledged is that it was taken on. */
  private static void document(CaptureJobs jobs, int number, PrintStream out, Semaphore inFlight) {
    String[] events = new String[4];
    for (int i = 0; i < 4; i++) {
      events[i] = Documents.event(Documents.uuid(number + i), number + i, number + i);
    }
    var _ =
        jobs.submit("tea", Documents.document(events), ErrorBehaviour.ROLLBACK)
            .whenComplete(
                (answer, failure) -> {
                  if (answer instanceof JobSubmission.Accepted accepted) {
                    out.println("job " + number + " " + accepted.job().captureID() + END);
                  }
                  inFlight.release();
                });
  }
}
