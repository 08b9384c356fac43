package org.bricscodes.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Salt;
import org.jspecify.annotations.Nullable;

/**
 * Records events: decides whether each is new, known or refused, gives the new ones their place in
 * the sequence, and makes them durable, many at a time. The only writer of {@link CaptureTables}'
 * event rows.
 *
 * <p><b>Promise.</b> When the stage of {@link #record} completes normally, every event with an
 * {@link EventOutcome.Recorded} or {@link EventOutcome.Duplicate} survives {@code kill -9} and
 * power loss, is found by all its terms, by its eventID and by its sequence, and will be committed
 * to the log. When it completes exceptionally the events may or may not have been recorded; handing
 * them over again is always safe, because (party, eventID) is recorded once.
 *
 * <p><b>How.</b> Hashing and index keys are worked out on the caller's thread. One thread then
 * takes what is waiting, up to a group, asks the store which eventIDs are taken, decides, and
 * issues one durable write; while that is under way it prepares the next group against the claims
 * of the one under way, and issues it only when the former is durable. So there is never a place
 * later than one that may be missing:
 *
 * <ul>
 *   <li>A crash before the write: nothing exists, nobody was told otherwise.
 *   <li>A crash in the write: an engine that makes whole calls atomic, as the embedded one, has all
 *       of the group or nothing. The next start reads the last sequence row and goes on behind it.
 *   <li>A crash after it: all exist; a client that missed the answer sends again and is told {@link
 *       EventOutcome.Duplicate}.
 *   <li>A write with an unknown outcome stops the recorder; only a new start may say what exists.
 * </ul>
 *
 * <p>Rows are written in the order terms, body, claim, sequence. An engine that spreads one call
 * over several machines may after a crash hold a part of that: postings without a body, which
 * readers drop, or bodies and claims whose sequence row is missing. There an {@link Intent} is
 * written in front of each group, and {@link #open} takes back what came to have no place.
 *
 * <p><b>Several writers.</b> The service's own, 0, and one for the log of each further node may
 * record side by side in one store, each with a sequence of its own, as long as they are of {@link
 * Homes different parties}: eventIDs are taken by party, so none has to know of another. What a
 * further one recorded is durable as above, and found by terms and eventID once writer 0 has {@link
 * Adoption adopted} it; {@link Heads} say how much of it is acknowledged.
 *
 * <p><b>Threads.</b> Safe for use from any thread. Stages complete on an engine thread; what is
 * chained to them must not block.
 */
public final class Recorder implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());

  private final Store store;
  private final int writer;
  private final TermIndex index;
  private final EventValues values;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final SubmissionQueue queue;
  private final Watermark durable;
  private final Mentions mentions = new Mentions();
  private final Thread thread;

  /** The place to be given next; touched by the recorder's thread alone, as is the next field. */
  private long next;

  private Instant lastTime;

  private Recorder(
      Store store,
      TermIndex index,
      RecorderOptions options,
      InstantSource clock,
      RandomGenerator random,
      long next,
      Instant lastTime) {
    this.store = store;
    this.writer = Sequences.writer(next);
    this.index = index;
    this.values = new EventValues(store);
    this.clock = clock;
    this.random = random;
    this.queue = new SubmissionQueue(options);
    this.durable = new Watermark(Sequences.index(next));
    this.next = next;
    this.lastTime = lastTime;
    this.thread =
        Thread.ofPlatform()
            .name(writer == 0 ? "recorder" : "recorder-" + writer)
            .daemon()
            .unstarted(this::run);
  }

  /** The service's own recorder: writer 0. */
  public static Recorder open(
      Store store,
      TermIndex index,
      RecorderOptions options,
      InstantSource clock,
      RandomGenerator random) {
    return open(store, index, Sequences.SERVICE, options, clock, random);
  }

  /**
   * Reads where the writer's sequence ends, takes back what a crash left half done, and starts the
   * recorder's thread.
   *
   * @param store opened with at least {@link CaptureTables#all()}
   * @param index over {@link CaptureTables#TERM} of the same store
   * @param writer 0 for the service's own, else the {@link NodeLogs number} of a node's log; this
   *     is its only recorder
   * @param random for salts: a cryptographically strong one, safe for use from any thread
   * @throws CaptureException.Contradiction if the newest rows of the store do not fit together
   */
  public static Recorder open(
      Store store,
      TermIndex index,
      int writer,
      RecorderOptions options,
      InstantSource clock,
      RandomGenerator random) {
    if (store.info().writers() != 1) {
      throw new IllegalArgumentException(
          "recording needs an engine with one process for each writer's rows");
    }
    long count = new SequenceRows(store, writer).count();
    takeBack(store, writer, count);
    Heads.require(store, Sequences.of(writer, count));
    Instant lastTime = Instant.EPOCH;
    if (count > 0) {
      lastTime =
          new EventArchive(store, index)
              .bySequence(Sequences.of(writer, count - 1), 1).stream()
                  .map(event -> event.recordTime())
                  .findFirst()
                  .orElse(Instant.EPOCH);
    }
    Recorder recorder =
        new Recorder(store, index, options, clock, random, Sequences.of(writer, count), lastTime);
    recorder.thread.start();
    return recorder;
  }

  private static void takeBack(Store store, int writer, long count) {
    if (store.info().wholeCalls()) {
      return;
    }
    List<Write> leftovers = new ArrayList<>(Intent.leftovers(store, writer, count));
    if (writer == Sequences.SERVICE) {
      leftovers.addAll(AdoptedRows.leftovers(store, count));
    }
    StoreAnswer.writeAll(store, leftovers);
  }

  /**
   * Records events that were handed over together.
   *
   * @param party who says so: 1 to 200 characters without controls
   * @param events at most {@link RecorderOptions#queuedEvents()}; none is fine
   * @return the outcomes, in the order of {@code events}; fails with a {@link CaptureException}
   * @throws CaptureException.Overloaded when too much is waiting; nothing was recorded
   * @throws CaptureException.Stopped when closed or failed
   */
  public CompletionStage<List<EventOutcome>> record(
      String party, List<ParsedEvent> events, ErrorBehaviour behaviour) {
    Ids.requireParty(party);
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    List<PreparedEvent> prepared =
        events.stream()
            .map(event -> PreparedEvent.of(party, event, index, values, Salt.random(random)))
            .toList();
    Submission submission = Submission.of(party, prepared, behaviour);
    queue.put(submission);
    return submission.outcome().minimalCompletionStage();
  }

  /**
   * Gives events of other writers their places here.
   *
   * @return complete when the places are durable; fails with a {@link CaptureException}
   */
  CompletionStage<List<EventOutcome>> adopt(List<Adopted> events) {
    Submission submission = Submission.of(events);
    queue.put(submission);
    return submission.outcome().minimalCompletionStage();
  }

  /** Whose sequence it writes: 0, the service's own, or the number of a node's log. */
  public int writer() {
    return writer;
  }

  /** How many events have a place here, durably: their indices are 0 to one less. */
  public long size() {
    return durable.value();
  }

  /**
   * Waits until more than {@code size} events are recorded, durably.
   *
   * @return whether there are; false when the time is over, or when the recorder has stopped and
   *     there will be no more
   */
  public boolean awaitRecorded(long size, Duration atMost) throws InterruptedException {
    return durable.awaitAbove(size, atMost.toNanos());
  }

  /** Why it takes nothing more: closed, or failed. Null while it works. */
  public @Nullable CaptureException stopped() {
    return queue.stopped();
  }

  /** When things were last named by what was recorded here. */
  public Mentions mentions() {
    return mentions;
  }

  /** Rises with every group that is durable. */
  Watermark durable() {
    return durable;
  }

  /** Records what has been handed over, then stops. Idempotent. */
  @Override
  public void close() {
    queue.stop(new CaptureException.Stopped("the recorder is closed"));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // what was accepted is finished all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Submission> taken = List.of();
    try {
      GroupWrite underWay = GroupWrite.none();
      for (taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
        GroupPlan plan = plan(taken, underWay.claimed());
        if (!underWay.awaitDurable()) {
          // Refused as overload: its places are free again, and its claims are nobody's.
          next = underWay.first();
          plan = plan(taken, Map.of());
        }
        next = plan.next();
        underWay = GroupWrite.start(store, plan, taken, durable, mentions, queue::stop);
      }
      underWay.awaitDurable();
    } catch (RuntimeException | InterruptedException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "recording has stopped", e);
      stop(taken, e);
    } finally {
      durable.close();
    }
  }

  private GroupPlan plan(List<Submission> taken, Map<Key, Claim> underWay) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    lastTime = now.isAfter(lastTime) ? now : lastTime;
    return GroupPlan.of(taken, store, underWay, next, lastTime);
  }

  private void stop(List<Submission> taken, Throwable cause) {
    CaptureException reason =
        new CaptureException.Stopped("recording failed; restart to see what exists", cause);
    queue.stop(reason);
    taken.forEach(submission -> submission.outcome().completeExceptionally(reason));
    queue.drain().forEach(waiting -> waiting.outcome().completeExceptionally(reason));
  }
}
