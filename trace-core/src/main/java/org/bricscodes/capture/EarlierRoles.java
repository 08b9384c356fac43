package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
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
 * by what it names. So whoever records for the service ({@link #finish}) does this in front of all
 * else, and who only reads or has a log of his own is refused until then ({@link #requireDone}).
 * Over a cluster no process of an earlier version may record any more: what it wrote would not be
 * found.
 *
 * <p><b>Once.</b> A row of the store says how far it came; in a store without events it says at
 * once that there is nothing to do. Afterwards a start reads that row alone.
 *
 * <p><b>Crashes.</b> The row is written behind the rows of its page, so a crash repeats one page.
 * What is written and deleted is a pure function of the event, so repeating changes nothing, and
 * two processes that do it at once do no harm. An event that does not read is passed over, and said
 * so in the log: nobody else can read it either.
 *
 * <p><b>Threads.</b> One; it blocks on the store and may be interrupted.
 */
public final class EarlierRoles {

  /** Which layout: another number has everything read again. */
  private static final byte LAYOUT = 1;

  private static final byte DONE = 1;
  private static final int EVENTS_AT_ONCE = 200;
  private static final int EVENTS_A_NOTE = 100_000;
  private static final Key MARK =
      Key.of(CaptureTables.REINDEX, "roles".getBytes(StandardCharsets.US_ASCII));
  private static final System.Logger LOG = System.getLogger(EarlierRoles.class.getName());

  private final Store store;
  private final TermIndex index;
  private final EventArchive archive;
  private final EpcisJson reader;

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
      return mark.get() == LAYOUT
          ? new Mark(mark.get() == DONE, mark.getLong())
          : new Mark(false, 0);
    }

    Write write() {
      ByteBuffer mark = ByteBuffer.allocate(2 + Long.BYTES);
      mark.put(LAYOUT).put(done ? DONE : 0).putLong(next);
      return new Write.Put(MARK, mark.array());
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

  /**
   * Checks that everything is found that was recorded.
   *
   * @throws StoreException.Unavailable if the service has still to see to that
   */
  public static void requireDone(Store store) {
    if (!Mark.read(store).done() && new SequenceRows(store, Sequences.SERVICE).count() > 0) {
      throw new StoreException.Unavailable(
          "events were recorded here by an earlier version, whose index is laid out in another way:"
              + " the node that records for the service brings it up to date when it starts");
    }
  }

  private void finish(long next) {
    List<Integer> writers = new ArrayList<>(List.of(Sequences.SERVICE));
    NodeLogs.list(store).stream().map(NodeLogs.Named::number).sorted().forEach(writers::add);
    for (int writer : writers) {
      long end = new SequenceRows(store, writer).count();
      long from = writer == Sequences.writer(next) ? Sequences.index(next) : 0;
      if (writer >= Sequences.writer(next)) {
        bring(writer, from, end);
      }
    }
    StoreAnswer.await(store.write(List.of(new Mark(true, 0).write())));
  }

  private void bring(int writer, long from, long end) {
    for (long at = from; at < end; at = Math.min(end, at + EVENTS_AT_ONCE)) {
      if (at % EVENTS_A_NOTE == 0) {
        LOG.log(
            System.Logger.Level.INFO,
            "index of earlier events is brought up to date: {0} of {1}, log {2}",
            at,
            end,
            writer);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreException.Interrupted();
      }
      List<Write> writes = new ArrayList<>();
      int events = (int) Math.min(EVENTS_AT_ONCE, end - at);
      for (RecordedEvent recorded : archive.bySequence(Sequences.of(writer, at), events)) {
        add(recorded, writes);
      }
      StoreAnswer.writeAll(store, writes);
      Mark mark = new Mark(false, Sequences.of(writer, at + events));
      StoreAnswer.await(store.write(List.of(mark.write())));
    }
  }

  private void add(RecordedEvent recorded, List<Write> writes) {
    EpcisEvent event;
    try {
      event = reader.parseEvent(recorded.event(), recorded.context());
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event {0} in the sequence does not read, and is passed over: {1}",
          recorded.sequence(),
          e.getMessage());
      return;
    }
    List<String> roles =
        EventTerms.of(event).stream().filter(term -> EventTerms.role(term) > 0).toList();
    byte[] id = Ids.record(recorded.party(), recorded.contentDigest());
    long micros = PreparedEvent.micros(event.eventTime());
    writes.addAll(index.writes(id, micros, roles.stream().map(CaptureTables::term).toList()));
    writes.addAll(index.erasures(id, micros, roles.stream().map(Term::sparse).toList()));
  }
}
