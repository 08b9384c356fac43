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
 * would not be found. None opens the store from then on: the table that tells how far it came is
 * unknown to it, and a cluster has another layout from then on; one that has it open has to be
 * ended first.
 *
 * <p><b>Once.</b> A row says how far it came; in a store without events it says at once that there
 * is nothing to do. Afterwards a start reads that row, and what it names as passed over.
 *
 * <p><b>Crashes.</b> The row is written behind the rows of its page, so a crash repeats one page.
 * What is written and deleted is a pure function of the event, so repeating changes nothing, and
 * two processes that do it at once do no harm.
 *
 * <p><b>Damage.</b> An event that does not read, or is not at its place, is passed over, and said
 * so in the log: nobody else can read it either, and here it keeps nobody from starting. The row
 * remembers where, of a thousand at most, and every start looks whether it reads by then.
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

  /** Places that are remembered as passed over; with more, the store is one to restore. */
  private static final int MAX_PASSED_OVER = 1_000;

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
  private final List<Long> passedOver = new ArrayList<>();
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
   * @param passedOver places before that whose events did not read
   */
  private record Mark(boolean done, long next, List<Long> passedOver) {

    private static final int FIXED = 2 + Long.BYTES;
    private static final Mark NOTHING_DONE = new Mark(false, 0, List.of());

    static Mark read(Store store) {
      byte[] row = store.get(MARK);
      if (row == null) {
        return NOTHING_DONE;
      }
      ByteBuffer mark = ByteBuffer.wrap(row);
      if (mark.remaining() < FIXED || (mark.remaining() - FIXED) % Long.BYTES != 0) {
        throw new StoreException.Corrupt("the mark of the index's layout does not read");
      }
      byte layout = mark.get();
      if (layout > LAYOUT) {
        throw new StoreException.Corrupt(
            "the index has layout " + layout + ", this program reads " + LAYOUT);
      }
      if (layout < LAYOUT) {
        return NOTHING_DONE;
      }
      boolean done = mark.get() == DONE;
      long next = mark.getLong();
      List<Long> passedOver = new ArrayList<>();
      while (mark.hasRemaining()) {
        passedOver.add(mark.getLong());
      }
      return new Mark(done, next, passedOver);
    }

    Write write() {
      ByteBuffer mark = ByteBuffer.allocate(FIXED + passedOver.size() * Long.BYTES);
      mark.put(LAYOUT).put(done ? DONE : 0).putLong(next);
      passedOver.forEach(mark::putLong);
      return new Write.Put(MARK, mark.array());
    }
  }

  /** Whether {@link #finish} has events to read, beside those that did not read before. */
  public static boolean hasWork(Store store) {
    return !Mark.read(store).done()
        && (!new SequenceRows(store, Sequences.SERVICE).isEmpty()
            || NodeLogs.list(store).stream()
                .anyMatch(log -> !new SequenceRows(store, log.number()).isEmpty()));
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
    EarlierRoles roles = new EarlierRoles(store, index, reader);
    if (!mark.done()) {
      roles.finish(mark);
    } else if (!mark.passedOver().isEmpty()) {
      roles.tryAgain(mark.passedOver());
    }
  }

  private void finish(Mark mark) {
    passedOver.addAll(mark.passedOver());
    long next = mark.next();
    long end = new SequenceRows(store, Sequences.SERVICE).behindLast();
    if (Sequences.writer(next) == Sequences.SERVICE) {
      bring(Sequences.SERVICE, Sequences.index(next), end);
    }
    NodeLogs.list(store).stream()
        .map(NodeLogs.Named::number)
        .filter(writer -> writer >= Sequences.writer(next))
        .sorted()
        .forEach(
            writer ->
                bring(
                    writer,
                    writer == Sequences.writer(next)
                        ? Sequences.index(next)
                        : notAdopted(writer, end),
                    new SequenceRows(store, writer).behindLast()));
    writes.add(new Mark(true, 0, passedOver).write());
    write();
  }

  /**
   * The first event of a node's log that is not in the service's own sequence, or one before it.
   */
  private long notAdopted(int writer, long end) {
    try {
      return new AdoptedRows(store).frontier(writer, end);
    } catch (StoreException.Corrupt e) {
      return 0; // all of it, some a second time
    }
  }

  private void tryAgain(List<Long> places) {
    for (long place : places) {
      read(place, 1).forEach(this::add);
    }
    if (!passedOver.equals(places)) {
      writes.add(new Mark(true, 0, passedOver).write());
      write();
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
      writes.add(new Mark(false, Sequences.of(writer, at), passedOver).write());
      write();
      note(writer, events, at, end);
    }
  }

  /** The events at so many places that are before the end; none at one that is passed over. */
  private List<RecordedEvent> read(long place, int events) {
    String fault = "it is not there";
    try {
      List<RecordedEvent> read = archive.bySequence(place, events);
      // Fewer before the end, too: a row that is missing at a bucket's end is taken for the end.
      if (read.size() == events) {
        return read;
      }
    } catch (StoreException.Corrupt | CaptureException.Contradiction e) {
      fault = String.valueOf(e.getMessage());
    }
    if (events == 1) {
      passOver(place, fault);
      return List.of();
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
      passOver(recorded.sequence(), String.valueOf(e.getMessage()));
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
              + " {2}",
          at,
          end,
          sequence(writer));
    }
  }

  private void passOver(long place, String fault) {
    if (passedOver.size() < MAX_PASSED_OVER) {
      passedOver.add(place);
    }
    LOG.log(
        System.Logger.Level.ERROR,
        "the event at place "
            + Sequences.index(place)
            + " of "
            + sequence(Sequences.writer(place))
            + " does not read, and is not found by what it names: "
            + fault
            + "; the next start looks again, at the first "
            + MAX_PASSED_OVER
            + " of its kind");
  }

  private static String sequence(int writer) {
    return writer == Sequences.SERVICE ? "the service's sequence" : "node log " + writer;
  }
}
