package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Pause;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;

/**
 * Brings the index of events that were recorded when each role of a thing was a partition of its
 * own to where it is looked for today ({@link Term.Spread#ROLE}): reads all events once, a page at
 * a time, in the order of recording, writes the rows that capture writes today, and deletes those
 * they stand for.
 *
 * <p><b>Before anything is read.</b> Until it is done, an event recorded earlier may not be found
 * by what it names. So whoever records for the service ({@link #finish}) does this before it
 * answers anybody, and who only reads or has a log of his own is refused until then ({@link
 * #requireDone}). No process of an earlier version may record meanwhile or later: what it wrote
 * would not be found. The table that tells how far it came is none that such a version knows, so it
 * does not open the store; one that has it open has to be ended first.
 *
 * <p><b>Once.</b> A row says how far it came; in a store without events it says at once that there
 * is nothing to do. Afterwards a start reads that row alone.
 *
 * <p><b>Crashes.</b> The row is written behind the rows of its page, so a crash repeats one page.
 * What is written and deleted is a pure function of the event, so repeating changes nothing, and
 * two processes that do it at once do no harm. An event that does not read is passed over, and said
 * so in the log: nobody else can read it either. So is the rest of a node's log that cannot be
 * read, as {@link Adoption} does.
 *
 * <p><b>Threads.</b> One; it blocks on the store and may be interrupted. It holds a page of events
 * and some ten thousand rows at most.
 */
public final class EarlierRoles {

  /** Which layout: a lower number has everything read again. */
  private static final byte LAYOUT = 1;

  private static final byte DONE = 1;

  /** Few: an event may have megabytes. */
  private static final int EVENTS_AT_ONCE = 50;

  private static final int ROWS_AT_ONCE = Limits.MAX_BATCH;
  private static final int EVENTS_A_NOTE = 100_000;
  private static final Duration OVERLOADED = Duration.ofSeconds(1);
  private static final Key MARK =
      Key.of(CaptureTables.LAYOUT, "roles".getBytes(StandardCharsets.US_ASCII));
  private static final System.Logger LOG = System.getLogger(EarlierRoles.class.getName());

  private final Store store;
  private final TermIndex index;
  private final EventArchive archive;
  private final EpcisJson reader;
  private final List<Write> writes = new ArrayList<>();
  private long sinceNote;

  private EarlierRoles(Store store, TermIndex index, EpcisJson reader) {
    this.store = store;
    this.index = index;
    this.archive = new EventArchive(store, index);
    this.reader = reader;
  }

  /**
   * How far it came.
   *
   * @param next place of the first event that is still to do, as {@link Sequences} spells it
   */
  private record Mark(boolean done, long next) {

    static Mark read(Store store) {
      byte[] row = store.get(MARK);
      if (row == null) {
        return new Mark(false, 0);
      }
      ByteBuffer mark = ByteBuffer.wrap(row);
      if (mark.remaining() != 2 + Long.BYTES) {
        throw new StoreException.Corrupt("the mark of the index's layout does not read");
      }
      byte layout = mark.get();
      if (layout > LAYOUT) {
        throw new StoreException.Corrupt(
            "the index has layout " + layout + ", this program reads " + LAYOUT);
      }
      return layout == LAYOUT ? new Mark(mark.get() == DONE, mark.getLong()) : new Mark(false, 0);
    }

    Write write() {
      ByteBuffer mark = ByteBuffer.allocate(2 + Long.BYTES);
      mark.put(LAYOUT).put(done ? DONE : 0).putLong(next);
      return new Write.Put(MARK, mark.array());
    }
  }

  /** Whether {@link #finish} has events to read. */
  public static boolean hasWork(Store store) {
    return !Mark.read(store).done() && !new SequenceRows(store, Sequences.SERVICE).isEmpty();
  }

  /**
   * Checks that everything is found that was recorded.
   *
   * @throws StoreException.Unavailable if the service has still to see to that
   */
  public static void requireDone(Store store) {
    if (hasWork(store)) {
      throw new StoreException.Unavailable(
          "events were recorded here by an earlier version, whose index is laid out in another way:"
              + " the node that records for the service brings it up to date when it starts");
    }
  }

  /**
   * Does what is left to do; when it returns, all that is recorded is found, and that is durable.
   *
   * @param index over {@link CaptureTables#TERM} of the same store
   * @throws StoreException.Interrupted if the thread is interrupted; the next call goes on
   */
  public static void finish(Store store, TermIndex index, EpcisJson reader) {
    Mark mark = Mark.read(store);
    if (!mark.done()) {
      new EarlierRoles(store, index, reader).finish(mark.next());
    }
  }

  private void finish(long next) {
    long count = new SequenceRows(store, Sequences.SERVICE).count();
    if (Sequences.writer(next) == Sequences.SERVICE) {
      bring(Sequences.SERVICE, Sequences.index(next), count);
    }
    NodeLogs.list(store).stream()
        .map(NodeLogs.Named::number)
        .filter(writer -> writer >= Sequences.writer(next))
        .sorted()
        .forEach(writer -> bringNotAdopted(writer, next, count));
    writes.add(new Mark(true, 0).write());
    write();
  }

  /** Of a node's log what the service has not in its own sequence. */
  private void bringNotAdopted(int writer, long next, long count) {
    try {
      long from =
          writer == Sequences.writer(next)
              ? Sequences.index(next)
              : new AdoptedRows(store).frontier(writer, count);
      bring(writer, from, new SequenceRows(store, writer).count());
    } catch (StoreException.Corrupt | CaptureException.Contradiction e) {
      writes.clear();
      LOG.log(
          System.Logger.Level.ERROR,
          "what log number "
              + writer
              + " recorded is not read any further, and not found by things",
          e);
    }
  }

  private void bring(int writer, long from, long end) {
    for (long at = from; at < end; ) {
      int events = (int) Math.min(EVENTS_AT_ONCE, end - at);
      for (RecordedEvent recorded : read(Sequences.of(writer, at), events)) {
        add(recorded);
      }
      at += events;
      // Behind its rows: in the last call, and there in a later step where a call is not one.
      writes.add(new Mark(false, Sequences.of(writer, at)).write());
      write();
      note(writer, events, at, end);
    }
  }

  private List<RecordedEvent> read(long place, int events) {
    try {
      return archive.bySequence(place, events);
    } catch (StoreException.Corrupt e) {
      if (events == 1) {
        passedOver(place, e);
        return List.of();
      }
    }
    List<RecordedEvent> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      all.addAll(read(place + i, 1));
    }
    return all;
  }

  private void add(RecordedEvent recorded) {
    EpcisEvent event;
    try {
      event = reader.parseEvent(recorded.event(), recorded.context());
    } catch (IllegalArgumentException e) {
      passedOver(recorded.sequence(), e);
      return;
    }
    byte[] id = Ids.record(recorded.party(), recorded.contentDigest());
    long micros = PreparedEvent.micros(event.eventTime());
    for (String term : EventTerms.of(event)) {
      if (EventTerms.role(term) > 0) {
        writes.addAll(index.writes(id, micros, List.of(CaptureTables.term(term))));
        writes.addAll(index.erasures(id, micros, List.of(Term.sparse(term))));
        if (writes.size() >= ROWS_AT_ONCE) {
          write();
        }
      }
    }
  }

  private void write() {
    while (true) {
      try {
        StoreAnswer.writeAll(store, writes);
        writes.clear();
        return;
      } catch (StoreException.Overloaded e) {
        Pause.of(OVERLOADED);
      }
    }
  }

  private void note(int writer, int events, long at, long end) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreException.Interrupted();
    }
    sinceNote += events;
    if (sinceNote >= EVENTS_A_NOTE || at == end) {
      sinceNote = 0;
      LOG.log(
          System.Logger.Level.INFO,
          "the index of events recorded by an earlier version is brought up to date: {0} of {1} of"
              + " log number {2}",
          at,
          end,
          writer);
    }
  }

  private static void passedOver(long place, RuntimeException e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "event {0} in the sequence does not read, and is passed over: {1}",
        place,
        e.getMessage());
  }
}
