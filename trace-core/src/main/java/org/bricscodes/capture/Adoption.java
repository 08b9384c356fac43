package org.bricscodes.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * Brings what further nodes recorded into the one order of the service: follows each node's log as
 * far as it is acknowledged and gives every event in it, in that order, a place in the sequence of
 * the service's own recorder, and with it a record time there and an entry in the service's log.
 * From then on it is found, queried, delivered, shown and proven like any other.
 *
 * <p><b>Why one order.</b> Whoever asks, subscribes, pages or proves needs one sequence in which
 * record time never goes back, and one log to watch, witness and anchor. The nodes do not: they
 * acknowledge by their own sequences and never wait for this.
 *
 * <p><b>Promise.</b> Every event a node acknowledged gets a place, exactly once, behind the events
 * before it in the node's own sequence; a crash at any point costs time and nothing else. An event
 * a node did not acknowledge never gets one, whatever a crash left of it ({@link Heads}).
 *
 * <p><b>A log that does not read</b> is set aside, and said so ({@link #trouble}): the others go
 * on, and so does the service. The next start tries it again.
 *
 * <p><b>Crashes</b>, in code order. While reading: nothing has changed. While the places are
 * written: the row that says an event has a place comes before the place; {@link Recorder#open}
 * takes rows back that point at places the sequence came not to have, and the events are adopted
 * anew. After that: the next start sees how far it came.
 *
 * <p><b>Threads.</b> One of its own, which blocks on the store. The methods may be called from any
 * thread and return at once, {@link #close} within a round.
 */
public final class Adoption implements AutoCloseable {

  /** Events that are adopted together, at most. */
  static final int AT_ONCE = 400;

  /** Bodies read at once: each has half a megabyte at most. */
  private static final int BODIES_AT_ONCE = 50;

  /** Bytes of bodies that are adopted together, at most about. */
  private static final long BYTES_AT_ONCE = 16 << 20;

  private static final System.Logger LOG = System.getLogger(Adoption.class.getName());

  /** How often it looks whether there is a new log. */
  private static final Duration LOGS = Duration.ofSeconds(1);

  /** After a store that did not answer. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Store store;
  private final TermIndex index;
  private final Recorder recorder;
  private final EpcisJson reader;
  private final Duration every;
  private final AdoptedRows adopted;
  private final Map<Integer, Long> frontiers = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private List<Integer> writers = List.of();
  private long listed;
  private volatile long waiting;

  /** By the number of a log that was set aside, why. */
  private final Map<Integer, String> aside = new ConcurrentHashMap<>();

  private volatile @Nullable RuntimeException failure;

  private Adoption(
      Store store, TermIndex index, Recorder recorder, EpcisJson reader, Duration every) {
    this.store = store;
    this.index = index;
    this.recorder = recorder;
    this.reader = reader;
    this.every = every;
    this.adopted = new AdoptedRows(store);
    this.thread = Thread.ofPlatform().name("adoption").daemon().unstarted(this::run);
  }

  /**
   * Starts following.
   *
   * @param recorder the service's own, over the same store: writer 0
   * @param index the recorder's
   * @param every how often nodes' logs are looked at
   */
  public static Adoption start(
      Store store, TermIndex index, Recorder recorder, EpcisJson reader, Duration every) {
    if (recorder.writer() != Sequences.SERVICE) {
      throw new IllegalArgumentException("only the service's own recorder adopts");
    }
    Adoption adoption = new Adoption(store, index, recorder, reader, every);
    adoption.thread.start();
    return adoption;
  }

  /** Events that were acknowledged and had no place yet, when it last looked. */
  public long waiting() {
    return waiting;
  }

  /** What of the logs does not read, for an operator; empty when all is well. */
  public String trouble() {
    return aside.entrySet().stream()
        .map(entry -> "log number " + entry.getKey() + " is set aside: " + entry.getValue())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** How many logs do not read. */
  public int setAside() {
    return aside.size();
  }

  /** Why it follows no more at all, or null while it does. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  /** Ends after the round that is under way. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
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
      Duration pause = Duration.ZERO;
      while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = look();
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "logs of nodes are followed no more");
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "logs of nodes are followed no more", e);
      failure = e;
    }
  }

  /** One round; how long to pause after it. */
  private Duration look() {
    try {
      return round() ? Duration.ZERO : every;
    } catch (CaptureException.Overloaded | StoreException.Overloaded e) {
      return every;
    } catch (StoreException.Unavailable e) {
      if (recorder.stopped() != null) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "logs of nodes were not read: {0}", e.getMessage());
      return PAUSE;
    }
  }

  /** Adopts some of every log; whether there is more. */
  private boolean round() {
    if (listed == 0 || System.nanoTime() - listed > LOGS.toNanos()) {
      writers =
          NodeLogs.list(store).stream()
              .map(NodeLogs.Named::number)
              .filter(number -> !aside.containsKey(number))
              .sorted()
              .toList();
      listed = System.nanoTime();
    }
    if (writers.isEmpty()) {
      return false;
    }
    List<byte @Nullable []> heads = Heads.rows(store, writers);
    long left = 0;
    for (int i = 0; i < writers.size(); i++) {
      left += follow(writers.get(i), heads.get(i));
    }
    waiting = left;
    return left > 0;
  }

  /** Adopts some of a log; how many are left. */
  private long follow(int writer, byte @Nullable [] row) {
    if (aside.containsKey(writer)) {
      return 0;
    }
    try {
      long head = Heads.decode(row);
      long from =
          frontiers.computeIfAbsent(writer, number -> adopted.frontier(number, recorder.size()));
      return head > from ? head - from - adopt(writer, from, head) : 0;
    } catch (StoreException.Corrupt | CaptureException.Contradiction e) {
      aside.put(writer, String.valueOf(e.getMessage()));
      LOG.log(
          System.Logger.Level.ERROR,
          "what log number " + writer + " recorded is not brought into the order any more",
          e);
      return 0;
    }
  }

  /** Adopts the next events of a log; how many. */
  private long adopt(int writer, long from, long head) {
    int wanted = (int) Math.min(AT_ONCE, head - from);
    List<SequenceRow> rows = new SequenceRows(store, writer).from(from, wanted);
    if (rows.size() < wanted) {
      throw new CaptureException.Contradiction(
          "the log of a node lacks an event it acknowledged: number "
              + writer
              + ", entry "
              + (from + rows.size()));
    }
    List<Adopted> events = new ArrayList<>(wanted);
    long bytes = 0;
    for (int i = 0; i < wanted && bytes < BYTES_AT_ONCE; i += BODIES_AT_ONCE) {
      List<SequenceRow> some = rows.subList(i, Math.min(wanted, i + BODIES_AT_ONCE));
      List<Key> keys = some.stream().map(row -> CaptureTables.event(row.recordId())).toList();
      List<byte @Nullable []> bodies = store.getAll(keys);
      for (int j = 0; j < some.size(); j++) {
        byte[] body = bodies.get(j);
        bytes += body == null ? 0 : body.length;
        events.add(event(writer, some.get(j), body));
      }
    }
    var _ = StoreAnswer.await(recorder.adopt(events));
    frontiers.put(writer, from + events.size());
    return events.size();
  }

  private Adopted event(int writer, SequenceRow row, byte @Nullable [] body) {
    try {
      RecordedEvent recorded = body == null ? null : RecordedEvent.decode(body);
      long sequence = Sequences.of(writer, row.sequence());
      return new Adopted(sequence, row, recorded, index, reader);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Corrupt("a stored event does not read", e);
    }
  }
}
