package org.bricscodes.tlog;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread that asks witnesses, in the rounds {@link WitnessedLog} describes. Every witness is
 * asked on a thread of its own, so one that is slow holds up no other.
 */
final class WitnessRounds implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WitnessedLog.class.getName());

  private final TransparencyLog log;
  private final WitnessOptions options;
  private final Desk desk;
  private final HttpClient client;
  private final List<WitnessAsker> askers = new ArrayList<>();
  private final ExecutorService pool;
  private final Set<WitnessAsker> busy = new HashSet<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  /** Where cosignatures are brought to. Called from several threads. */
  interface Desk {

    /** From now on cosignatures of this checkpoint are gathered. */
    void begin(SignedCheckpoint checkpoint);

    /** Whether there is one by this witness. */
    boolean has(SignedCheckpoint checkpoint, VerifierKey witness);

    /** A verified cosignature. */
    void gathered(SignedCheckpoint checkpoint, VerifierKey witness, NoteSignature line);

    /** Whether those gathered are enough. */
    boolean isMet(SignedCheckpoint checkpoint);

    /** Nobody is waited for any more. */
    void ended(SignedCheckpoint checkpoint);
  }

  WitnessRounds(TransparencyLog log, TrustPolicy policy, WitnessOptions options, Desk desk) {
    this.log = log;
    this.options = options;
    this.desk = desk;
    this.client = WitnessClient.http(options.timeout());
    for (TrustPolicy.Witness witness : policy.witnesses()) {
      String url = witness.url().orElseThrow();
      askers.add(
          new WitnessAsker(
              log, witness, new WitnessClient(client, url, options.timeout()), options));
    }
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, askers.size()), Thread.ofPlatform().name("witness-", 0).daemon().factory());
    this.thread = Thread.ofPlatform().name("witnessing").daemon().unstarted(this::run);
  }

  List<WitnessAsker> askers() {
    return askers;
  }

  /**
   * Asks every witness what it has seen of this log; one that does not answer in time is passed
   * over.
   *
   * @throws LogException ({@code CONTRADICTION}) if one shows what the log signed and does not hold
   */
  void requireNothingLost(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    List<Future<Boolean>> answers = new ArrayList<>();
    for (WitnessAsker asker : askers) {
      answers.add(
          pool.submit(
              () -> {
                asker.requireNothingLost();
                return true;
              }));
    }
    for (int i = 0; i < answers.size(); i++) {
      await(answers.get(i), end, askers.get(i).status().name());
    }
  }

  private static void await(Future<Boolean> answer, long end, String name) {
    try {
      answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LogException lost
          && lost.reason() == LogException.Reason.CONTRADICTION) {
        throw lost;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "witness {0} could not be asked what it has seen of this log: {1}",
          name,
          e.getCause() instanceof IOException reason ? reason.getMessage() : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      LOG.log(
          System.Logger.Level.WARNING,
          "witness {0} did not say in time what it has seen of this log",
          name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking witnesses", e);
    }
  }

  void start() {
    log.follow(wake::release);
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        long wait = roundOrRest();
        if (wait > 0) {
          var _ = wake.tryAcquire(wait, TimeUnit.NANOSECONDS);
        }
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("IllegalCatch") // a bug of ours must not end the asking
  private long roundOrRest() throws InterruptedException {
    try {
      return round();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a round of asking witnesses failed", e);
      return options.retryAtMost().toNanos();
    }
  }

  /** One round over the newest checkpoint, if anybody can be asked; returns when to look again. */
  private long round() throws InterruptedException {
    SignedCheckpoint target = log.checkpoint();
    if (target.size() == 0) {
      return Long.MAX_VALUE; // nothing is said yet that could be contradicted
    }
    desk.begin(target);
    List<WitnessAsker> lacking =
        askers.stream().filter(asker -> !desk.has(target, asker.key()) && !isBusy(asker)).toList();
    List<WitnessAsker> due = lacking.stream().filter(asker -> asker.nanosToWait() == 0).toList();
    if (due.isEmpty()) {
      desk.ended(target);
      return lacking.stream().mapToLong(WitnessAsker::nanosToWait).min().orElse(Long.MAX_VALUE);
    }
    long start = System.nanoTime();
    due.forEach(asker -> send(asker, target));
    await(due, target, start);
    desk.ended(target);
    pause(start + options.every().toNanos());
    return 0;
  }

  private void send(WitnessAsker asker, SignedCheckpoint target) {
    synchronized (busy) {
      busy.add(asker);
    }
    pool.execute(
        () -> {
          try {
            Optional<NoteSignature> line = asker.ask(target);
            line.ifPresent(found -> desk.gathered(target, asker.key(), found));
          } finally {
            synchronized (busy) {
              busy.remove(asker);
            }
            wake.release();
          }
        });
  }

  private boolean isBusy(WitnessAsker asker) {
    synchronized (busy) {
      return busy.contains(asker);
    }
  }

  /** Until all have answered, or some time after it was enough, or the time is over. */
  private void await(List<WitnessAsker> asked, SignedCheckpoint target, long start)
      throws InterruptedException {
    long end = start + options.timeout().toNanos();
    boolean enough = false;
    while (asked.stream().anyMatch(this::isBusy) && !closing) {
      if (!enough && desk.isMet(target)) {
        enough = true;
        end = Math.min(end, System.nanoTime() + options.grace().toNanos());
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      var _ = wake.tryAcquire(left, TimeUnit.NANOSECONDS);
      wake.drainPermits();
    }
  }

  private void pause(long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (left > 0 && !closing) {
      TimeUnit.NANOSECONDS.sleep(left);
      left = until - System.nanoTime();
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    pool.shutdownNow();
    client.shutdownNow();
    boolean interrupted = false;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      var _ = pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    client.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
