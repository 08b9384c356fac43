package org.bricscodes.capture;

import java.time.Duration;
import java.util.List;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndex;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;

/**
 * Carries recorded events into the transparency log: one thread follows the recorder, appends each
 * event's commitment at the index that is its sequence, and publishes checkpoints.
 *
 * <p><b>Stages.</b> An event is <i>stored</i> when the {@link Recorder} says so, and <i>logged</i>
 * when a published checkpoint covers it: from then on its inclusion can be proven. {@link
 * #loggedSize} and {@link #awaitLogged} speak of the latter.
 *
 * <p><b>Crashes.</b> Nothing is kept but the log's own size: the next start appends what the store
 * has and the log has not. A crash between append and publication costs nothing; the entries are
 * there and the next checkpoint covers them. Only durable events are appended, so the log can be
 * ahead of the store only if the store was put back; {@link #start} refuses that.
 *
 * <p><b>Failure.</b> If the log fails, sequencing stops and {@link #failure} says why; recording
 * goes on, and the next start catches up.
 *
 * <p>Safe for use from any thread.
 */
public final class Sequencer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sequencer.class.getName());

  private final SequenceRows rows;
  private final Watermark durable;
  private final TransparencyLog log;
  private final SequencerOptions options;
  private final Watermark logged;
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closing;

  private Sequencer(
      SequenceRows rows, Watermark durable, TransparencyLog log, SequencerOptions options) {
    this.rows = rows;
    this.durable = durable;
    this.log = log;
    this.options = options;
    this.logged = new Watermark(log.checkpoint().size());
    this.thread = Thread.ofPlatform().name("sequencer").daemon().unstarted(this::run);
  }

  /**
   * Compares the newest entries of the log with the store, then follows the recorder.
   *
   * @param store the recorder's
   * @param index the recorder's
   * @param log this is its only writer; closed by the caller, after this
   * @throws CaptureException.Contradiction if store and log tell different stories
   */
  public static Sequencer start(
      Store store,
      TermIndex index,
      Recorder recorder,
      TransparencyLog log,
      SequencerOptions options) {
    SequenceRows rows = new SequenceRows(store, recorder.writer());
    LogComparison.require(
        new EventArchive(store, index), recorder.writer(), rows, log, options.rechecked());
    Sequencer sequencer = new Sequencer(rows, recorder.durable(), log, options);
    sequencer.thread.start();
    return sequencer;
  }

  /** The same of the service's own log, writer 0's. */
  public static long catchUp(
      Store store, TermIndex index, TransparencyLog log, SequencerOptions options) {
    return catchUp(store, index, Sequences.SERVICE, log, options);
  }

  /**
   * Appends what the store has and the log has not, without publishing it. A log is a function of
   * the sequence alone: so one that is empty, or was left behind on another machine, is made what
   * it has to be before anybody asks for it or compares it with what is known of it elsewhere.
   *
   * @param writer whose sequence it is
   * @param log with the key it was written with; this is its only writer
   * @return how many entries were appended
   * @throws CaptureException.Contradiction if store and log tell different stories
   */
  public static long catchUp(
      Store store, TermIndex index, int writer, TransparencyLog log, SequencerOptions options) {
    SequenceRows rows = new SequenceRows(store, writer);
    LogComparison.require(new EventArchive(store, index), writer, rows, log, options.rechecked());
    long before = log.size();
    List<SequenceRow> next = rows.from(before, options.batch());
    while (!next.isEmpty()) {
      log.append(next.stream().map(SequenceRow::commitment).toList());
      next = rows.from(log.size(), options.batch());
    }
    return log.size() - before;
  }

  /** How many events are covered by a published checkpoint: sequences 0 to one less are logged. */
  public long loggedSize() {
    return logged.value();
  }

  /**
   * Waits until an event is logged.
   *
   * @param sequence its index in this log
   * @return false when the time was over, or sequencing ended, before that
   */
  public boolean awaitLogged(long sequence, Duration atMost) throws InterruptedException {
    return logged.awaitAbove(sequence, atMost.toNanos());
  }

  /** Why sequencing has stopped, or null while it works. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  /**
   * Publishes what is appended, and stops; what is not yet in the log is left to the next start.
   */
  @Override
  public void close() {
    closing = true;
    durable.wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      follow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "sequencing has stopped", e);
      failure = e;
    } finally {
      logged.close();
    }
  }

  private void follow() throws InterruptedException {
    long cadence = options.publishEvery().toNanos();
    long published = System.nanoTime() - cadence;
    while (!closing && !(durable.isClosed() && log.size() >= durable.value())) {
      boolean pending = log.size() > loggedSize();
      long due = pending ? published + cadence - System.nanoTime() : Long.MAX_VALUE;
      if (due <= 0) {
        publish();
        published = System.nanoTime();
      } else {
        durable.awaitAbove(log.size(), due, () -> closing);
      }
      append();
    }
    publish();
  }

  private void append() {
    long size = log.size();
    int wanted = (int) Math.min(options.batch(), durable.value() - size);
    if (wanted <= 0) {
      return;
    }
    List<SequenceRow> next = rows.from(size, wanted);
    if (next.size() < wanted) {
      throw new CaptureException.Contradiction("a recorded event is missing from the sequence");
    }
    log.append(next.stream().map(SequenceRow::commitment).toList());
  }

  private void publish() {
    logged.raise(log.publish().size());
  }
}
