package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;

/**
 * Gives events that were recorded before there were {@link RecallTerms} theirs: reads all of them
 * once, in the order of recording, a page at a time, and writes the rows that capture writes today.
 *
 * <p><b>Once.</b> A row of the store says how far it came, and for which terms; after the last page
 * it says that it is done, and every later start reads that row alone. What is recorded meanwhile
 * has its terms.
 *
 * <p><b>Crashes.</b> The row is written behind the rows of its page, so a crash repeats one page.
 * What is written is a pure function of the event, so repeating changes nothing. An event that does
 * not read is passed over, and said so in the log: nobody else can read it either.
 *
 * <p><b>Threads.</b> One; it blocks on the store. Nobody need wait for it: until it is done,
 * recalls recorded earlier may be missing where these terms are asked for.
 */
public final class EarlierRecalls {

  /** Which terms: another number has everything read again. */
  private static final byte TERMS = 1;

  /** Few: an event may have megabytes. */
  private static final int EVENTS_AT_ONCE = 50;

  private static final byte[] WORD = "recalled".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ESCAPED = "\\u".getBytes(StandardCharsets.US_ASCII);
  private static final Key MARK =
      Key.of(CaptureTables.REINDEX, "recalls".getBytes(StandardCharsets.US_ASCII));
  private static final System.Logger LOG = System.getLogger(EarlierRecalls.class.getName());

  private final Store store;
  private final TermIndex index;
  private final EventArchive archive;
  private final EpcisJson reader;
  private final long end;
  private long next;
  private boolean done;

  /**
   * Reads how far it came.
   *
   * @param index over {@link CaptureTables#TERM} of the same store
   */
  public EarlierRecalls(Store store, TermIndex index, EpcisJson reader) {
    this.store = store;
    this.index = index;
    this.archive = new EventArchive(store, index);
    this.reader = reader;
    byte[] row = store.get(MARK);
    ByteBuffer mark = row == null ? null : ByteBuffer.wrap(row);
    if (mark != null && mark.remaining() != 2 + Long.BYTES) {
      throw new StoreException.Corrupt("the mark of terms that were added later does not read");
    }
    if (mark != null && mark.get() == TERMS) {
      this.done = mark.get() != 0;
      this.next = mark.getLong();
    }
    this.end = done ? next : archive.size();
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return done;
  }

  /** Does one page; nothing if all is done. What it wrote is durable when it returns. */
  public void step() {
    if (done) {
      return;
    }
    long to = Math.min(end, next + EVENTS_AT_ONCE);
    List<Write> writes = new ArrayList<>();
    if (to > next) {
      for (RecordedEvent recorded : archive.bySequence(next, (int) (to - next))) {
        add(recorded, writes);
      }
    }
    StoreAnswer.writeAll(store, writes);
    next = to;
    boolean last = next >= end;
    byte[] mark =
        ByteBuffer.allocate(2 + Long.BYTES)
            .put(TERMS)
            .put((byte) (last ? 1 : 0))
            .putLong(next)
            .array();
    StoreAnswer.await(store.write(List.of(new Write.Put(MARK, mark))));
    done = last;
  }

  private void add(RecordedEvent recorded, List<Write> writes) {
    if (!holds(recorded.event(), WORD) && !holds(recorded.event(), ESCAPED)) {
      return; // most: reading one costs a hundred times as much as looking at it
    }
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
    String party = recorded.party();
    byte[] id = Ids.record(party, recorded.contentDigest());
    writes.addAll(
        index.writes(
            id, PreparedEvent.micros(event.eventTime()), terms(RecallTerms.of(event, party))));
    writes.addAll(
        index.writes(
            id,
            PreparedEvent.micros(recorded.recordTime()),
            terms(RecallTerms.told(event, party))));
  }

  private static List<Term> terms(List<String> texts) {
    return texts.stream().map(CaptureTables::term).toList();
  }

  private static boolean holds(byte[] text, byte[] word) {
    for (int i = 0; i <= text.length - word.length; i++) {
      int same = 0;
      while (same < word.length && text[i + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }
}
