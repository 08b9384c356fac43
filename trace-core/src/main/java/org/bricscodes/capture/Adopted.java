package org.bricscodes.capture;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Commitment;
import org.jspecify.annotations.Nullable;

/** An event of another writer that is to have a place in the service's sequence. */
final class Adopted {

  private static final System.Logger LOG = System.getLogger(Adopted.class.getName());

  private final long sequence;
  private final SequenceRow row;

  /** As its own writer recorded it; null if it was erased since. */
  private final @Nullable RecordedEvent recorded;

  private final TermIndex index;
  private final List<Term> told = new ArrayList<>(0);
  private int[] things = {};

  /**
   * @param sequence where its own writer put it, as {@link Sequences} spells it
   * @param row that place
   * @param recorded as its own writer recorded it; null if it was erased since
   * @param index that of its terms
   * @param reader of events
   */
  Adopted(
      long sequence,
      SequenceRow row,
      @Nullable RecordedEvent recorded,
      TermIndex index,
      EpcisJson reader) {
    this.sequence = sequence;
    this.row = row;
    this.recorded = recorded;
    this.index = index;
    if (recorded != null) {
      read(recorded, reader);
    }
  }

  private void read(RecordedEvent event, EpcisJson reader) {
    try {
      EpcisEvent parsed = reader.parseEvent(event.event(), event.context());
      RecallTerms.told(parsed, event.party()).forEach(term -> told.add(CaptureTables.term(term)));
      things = PreparedEvent.things(EventTerms.of(parsed));
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event {0} of node log {1} does not read: it has its place, and nobody else can read it",
          Sequences.index(sequence),
          Sequences.writer(sequence));
    }
  }

  long sequence() {
    return sequence;
  }

  byte[] recordId() {
    return row.recordId();
  }

  /** Terms under which stands when the service came to have it; none for most. */
  List<Term> told() {
    return told;
  }

  /** Slots of {@link Mentions} of what it names. */
  int[] things() {
    return things;
  }

  String eventID() {
    return recorded == null ? "" : recorded.eventID();
  }

  /** The index rows that depend on when the service came to have it. */
  List<Write> told(Place place) {
    return told.isEmpty()
        ? List.of()
        : index.writes(recordId(), PreparedEvent.micros(place.recordTime()), told);
  }

  /** Its entry in the service's log; of an erased one that of its own writer's. */
  Commitment commitment(Place place) {
    return recorded == null
        ? Commitment.parse(row.commitment())
        : EventCommitment.of(recorded.placed(place.sequence(), place.recordTime()));
  }
}
