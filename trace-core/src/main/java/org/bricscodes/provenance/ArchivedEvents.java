package org.bricscodes.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;

/** The events of the archive. A handful of ordered scans and one batched read per call. */
public final class ArchivedEvents implements EventSource {

  private static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000);
  private static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 - 1);
  private final EventArchive archive;
  private final EpcisJson reader;

  public ArchivedEvents(EventArchive archive, EpcisJson reader) {
    this.archive = archive;
    this.reader = reader;
  }

  @Override
  public List<Found> find(Collection<String> terms, Instant from, Instant to, int limit) {
    long fromMicros = micros(from);
    long toMicros = micros(to) + 1;
    TreeSet<Posting> postings = new TreeSet<>();
    for (String term : terms) {
      PostingReader reader = archive.reader(term, fromMicros, toMicros, Scan.Order.ASCENDING);
      Posting posting = reader.current();
      for (int i = 0; i < limit && posting != null; i++) {
        postings.add(posting);
        posting = reader.next();
      }
    }
    List<Posting> oldest = postings.stream().limit(limit).toList();
    List<Found> events = new ArrayList<>(oldest.size());
    for (RecordedEvent recorded : archive.byPostings(oldest)) {
      events.add(new Found(recorded, reader.parseEvent(recorded.event(), recorded.context())));
    }
    return events;
  }

  private static long micros(Instant time) {
    Instant within = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    return ChronoUnit.MICROS.between(Instant.EPOCH, within);
  }
}
