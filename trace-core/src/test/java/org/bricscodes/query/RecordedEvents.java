package org.bricscodes.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * Recorded events without a recorder: indexed as one indexes them, a second of record time apart,
 * their record ids in the order of the sequence.
 */
final class RecordedEvents implements EventSource {

  static final Table TERMS = new Table("event_term", Table.Shape.POSTINGS);
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private static final byte[] CONTEXT =
      "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"]".getBytes(UTF_8);

  private final InMemoryStore store;
  private final TermIndex index;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final List<RecordedEvent> events = new ArrayList<>();

  /**
   * @param store with {@link #TERMS}
   */
  RecordedEvents(InMemoryStore store) {
    this.store = store;
    this.index = new TermIndex(store, TERMS);
  }

  TermIndex index() {
    return index;
  }

  RecordedEvent event(int sequence) {
    return events.get(sequence);
  }

  void add(String eventID, String party, byte[] json) {
    EpcisEvent event = reader.parseEvent(json, CONTEXT);
    int sequence = events.size();
    events.add(
        new RecordedEvent(
            eventID,
            party,
            START.plusSeconds(sequence),
            sequence,
            new byte[32],
            ContentDigest.of(json, CONTEXT),
            new byte[32],
            CONTEXT,
            json));
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event.eventTime());
    Posting posting = new Posting(micros, 0, sequence);
    var _ =
        store.write(
            index.writes(
                posting.id(),
                micros,
                Stream.concat(
                        EventTerms.of(event).stream(),
                        Stream.of(EventTerms.party(party), EventTerms.eventID(eventID)))
                    .map(ByEventTime::term)
                    .toList()));
  }

  @Override
  public long size() {
    return events.size();
  }

  @Override
  public List<@Nullable RecordedEvent> at(List<Posting> postings) {
    List<@Nullable RecordedEvent> found = new ArrayList<>();
    postings.forEach(posting -> found.add(events.get((int) posting.idLow())));
    return found;
  }

  @Override
  public List<RecordedEvent> bySequence(long first, int limit) {
    int from = (int) Math.min(first, events.size());
    return List.copyOf(events.subList(from, Math.min(from + limit, events.size())));
  }

  @Override
  public boolean awaitAbove(long size, Duration atMost) {
    return events.size() > size;
  }
}
