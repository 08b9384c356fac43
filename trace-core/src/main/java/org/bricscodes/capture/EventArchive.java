package org.bricscodes.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.ReadThings;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.TermScan;
import org.bricscodes.store.TermWalk;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded events: by record id, by eventID, by place in the sequence, by term. Everything
 * read is durable. What a further node recorded ({@link NodeLogs}) is there as soon as it has its
 * place in the service's sequence, with that place and the record time it has there. Safe for use
 * from any thread; every method reads the store and may block, so never call it on an event loop.
 */
public final class EventArchive {

  /** Events with one eventID that {@link #byEventID} returns at most. */
  public static final int MAX_PER_EVENT_ID = 1_000;

  private final Store store;
  private final TermIndex index;
  private final SequenceRows sequence;
  private final AdoptedRows adopted;

  /**
   * @param index over {@link CaptureTables#TERM} of the same store
   */
  public EventArchive(Store store, TermIndex index) {
    this.store = store;
    this.index = index;
    this.sequence = new SequenceRows(store, Sequences.SERVICE);
    this.adopted = new AdoptedRows(store);
  }

  /** How many events are recorded: their sequences are 0 to one less. Costs some ten reads. */
  public long size() {
    return sequence.count();
  }

  /** The event with this 16-byte record id, or null. */
  public @Nullable RecordedEvent byRecordId(byte[] recordId) {
    return at(List.of(CaptureTables.event(recordId)), true).getFirst();
  }

  /**
   * The events at these postings, in their order, null where there is none.
   *
   * @param postings at most {@link Limits#MAX_BATCH}
   */
  public List<@Nullable RecordedEvent> at(List<Posting> postings) {
    return at(postings.stream().map(posting -> CaptureTables.event(posting.id())).toList(), true);
  }

  /**
   * The events the postings point at, in their order. A posting whose event is not there is left
   * out: index rows are written first.
   *
   * @param postings at most {@link Limits#MAX_BATCH}
   */
  public List<RecordedEvent> byPostings(List<Posting> postings) {
    return bodies(
        postings.stream().map(posting -> CaptureTables.event(posting.id())).toList(), true);
  }

  /**
   * Every event with this identifier, whoever captured it, error declarations included, by event
   * time; at most {@link #MAX_PER_EVENT_ID}.
   */
  public List<RecordedEvent> byEventID(String eventID) {
    TermScan scan =
        new TermScan(
            CaptureTables.term(EventTerms.eventID(eventID)),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Scan.Order.ASCENDING,
            null,
            MAX_PER_EVENT_ID);
    return byPostings(index.scan(scan).postings());
  }

  /**
   * Where this party's event with this identifier stands, if it has one; error declarations are not
   * looked at.
   */
  public Optional<Place> place(String party, String eventID) {
    Ids.requireParty(party);
    byte[] row = store.get(CaptureTables.claim(Ids.claim(party, eventID)));
    return row == null ? Optional.empty() : Optional.of(adopted.place(Claim.decode(row).place()));
  }

  /**
   * Events in the order of recording, from place {@code first} on. Fewer than {@code limit} at the
   * end of the sequence, and where events were erased. From a place in the log of a further node
   * on, that node's, as it recorded them.
   *
   * @param limit 1 to {@link Limits#MAX_BATCH}
   */
  public List<RecordedEvent> bySequence(long first, int limit) {
    int writer = Sequences.writer(first);
    boolean service = writer == Sequences.SERVICE;
    SequenceRows rows = service ? sequence : new SequenceRows(store, writer);
    return bodies(
        rows.from(Sequences.index(first), limit).stream()
            .map(row -> CaptureTables.event(row.recordId()))
            .toList(),
        service);
  }

  /**
   * Walks the postings of a term of {@link EventTerms}; the way to merge several terms.
   *
   * @param fromMicros earliest event time, inclusive, microseconds since 1970
   * @param toMicros latest, exclusive
   */
  public PostingReader reader(String term, long fromMicros, long toMicros, Scan.Order order) {
    return index.reader(CaptureTables.term(term), fromMicros, toMicros, order);
  }

  /**
   * Walks that are begun together, as {@link TermIndex#readers(List, ReadThings)} begins them.
   *
   * @param walks along terms as {@link CaptureTables#term} spreads them
   * @param read as there
   */
  public List<PostingReader> readers(List<TermWalk> walks, ReadThings read) {
    return index.readers(walks, read);
  }

  private List<RecordedEvent> bodies(List<Key> keys, boolean placed) {
    List<RecordedEvent> events = new ArrayList<>(keys.size());
    for (RecordedEvent event : at(keys, placed)) {
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /**
   * @param placed whether events of further nodes are as the service has them, null before it does
   */
  private List<@Nullable RecordedEvent> at(List<Key> keys, boolean placed) {
    List<@Nullable RecordedEvent> events = new ArrayList<>(keys.size());
    boolean others = false;
    for (byte[] body : store.getAll(keys)) {
      RecordedEvent event = body == null ? null : decode(body);
      others |= event != null && Sequences.writer(event.sequence()) != Sequences.SERVICE;
      events.add(event);
    }
    return placed && others ? adopted.placed(events) : events;
  }

  private static RecordedEvent decode(byte[] body) {
    try {
      return RecordedEvent.decode(body);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Corrupt("a stored event does not read", e);
    }
  }
}
