package org.bricscodes.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.jspecify.annotations.Nullable;

/** The events of the archive. A handful of ordered scans and one batched read per call. */
public final class ArchivedEvents implements EventSource, NewestEvents {

  private static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000);
  private static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 - 1);

  /** All roles of a thing, and of many eventIDs not too many pages. */
  private static final int TERMS_AT_ONCE = 20;

  private final EventArchive archive;
  private final EpcisJson reader;
  private final EventCache cache;

  public ArchivedEvents(EventArchive archive, EpcisJson reader, EventCache cache) {
    this.archive = archive;
    this.reader = reader;
    this.cache = cache;
  }

  @Override
  public List<Found> find(Collection<String> terms, Instant from, Instant to, int limit) {
    return found(terms, micros(from), micros(to) + 1, Scan.Order.ASCENDING, limit);
  }

  @Override
  public List<Found> newest(Collection<String> terms, int limit) {
    return found(terms, micros(Instant.MIN), micros(Instant.MAX), Scan.Order.DESCENDING, limit);
  }

  private List<Found> found(
      Collection<String> terms, long fromMicros, long toMicros, Scan.Order order, int limit) {
    TreeSet<Posting> postings =
        switch (order) {
          case ASCENDING -> new TreeSet<>();
          case DESCENDING -> new TreeSet<>(Comparator.reverseOrder());
        };
    List<String> all = List.copyOf(terms);
    for (int i = 0; i < all.size(); i += TERMS_AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + TERMS_AT_ONCE));
      for (PostingReader reader : archive.readers(some, fromMicros, toMicros, order)) {
        Posting posting = reader.current();
        for (int read = 0; read < limit && posting != null; read++) {
          postings.add(posting);
          posting = reader.next();
        }
      }
    }
    return events(postings.stream().limit(limit).toList());
  }

  /** Kept ones at once, the others in one batched read; a posting without an event is dropped. */
  private List<Found> events(List<Posting> postings) {
    Map<Posting, Found> found = new HashMap<>();
    List<Posting> missing = new ArrayList<>();
    for (Posting posting : postings) {
      Found kept = cache.find(posting);
      if (kept == null) {
        missing.add(posting);
      } else {
        found.put(posting, kept);
      }
    }
    if (!missing.isEmpty()) {
      List<@Nullable RecordedEvent> read = archive.at(missing);
      for (int i = 0; i < missing.size(); i++) {
        RecordedEvent recorded = read.get(i);
        if (recorded != null) {
          Found event =
              new Found(recorded, reader.parseEvent(recorded.event(), recorded.context()));
          cache.keep(missing.get(i), event);
          found.put(missing.get(i), event);
        }
      }
    }
    List<Found> events = new ArrayList<>(postings.size());
    for (Posting posting : postings) {
      Found event = found.get(posting);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private static long micros(Instant time) {
    Instant within = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    return ChronoUnit.MICROS.between(Instant.EPOCH, within);
  }
}
