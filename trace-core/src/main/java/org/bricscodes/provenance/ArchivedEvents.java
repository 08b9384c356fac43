package org.bricscodes.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.ReadThings;
import org.bricscodes.store.Scan;
import org.bricscodes.store.TermWalk;
import org.jspecify.annotations.Nullable;

/**
 * The events of the archive. However many questions are asked at once: their terms are looked up
 * together, and then, where they are not many, all events they lead to.
 */
public final class ArchivedEvents implements EventSource, NewestEvents {

  private static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000);
  private static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 - 1);

  /** All roles of as many things as a trace asks for at once; of eventIDs not too many pages. */
  private static final int TERMS_AT_ONCE = 80;

  /** Events that are read for later questions together with those of the one that is answered. */
  private static final int READ_AHEAD = 500;

  private final EventArchive archive;
  private final EpcisJson reader;
  private final EventCache cache;
  private final @Nullable ReadThings read;

  public ArchivedEvents(EventArchive archive, EpcisJson reader, EventCache cache) {
    this(archive, reader, cache, null);
  }

  private ArchivedEvents(
      EventArchive archive, EpcisJson reader, EventCache cache, @Nullable ReadThings read) {
    this.archive = archive;
    this.reader = reader;
    this.cache = cache;
    this.read = read;
  }

  @Override
  public List<Found> find(Collection<String> terms, Instant from, Instant to, int limit) {
    return findEach(List.of(new Question(terms, from, to, limit))).next();
  }

  @Override
  public Iterator<List<Found>> findEach(List<Question> questions) {
    return new Answers(postings(questions, Scan.Order.ASCENDING));
  }

  @Override
  public List<Found> newest(Collection<String> terms, int limit) {
    Question all = new Question(terms, Instant.MIN, Instant.MAX, limit);
    return new Answers(postings(List.of(all), Scan.Order.DESCENDING)).next();
  }

  @Override
  public EventSource forAMoment() {
    return new ArchivedEvents(archive, reader, cache, new ReadThings());
  }

  /** Where the events of each question are, in order. */
  private List<List<Posting>> postings(List<Question> questions, Scan.Order order) {
    List<TermWalk> walks = new ArrayList<>();
    List<Integer> asking = new ArrayList<>();
    List<TreeSet<Posting>> found = new ArrayList<>(questions.size());
    for (Question question : questions) {
      long from = micros(question.from());
      long to = micros(question.to()) + 1;
      for (String term : question.terms()) {
        walks.add(new TermWalk(CaptureTables.term(term), from, to, order));
        asking.add(found.size());
      }
      found.add(
          switch (order) {
            case ASCENDING -> new TreeSet<>();
            case DESCENDING -> new TreeSet<>(Comparator.reverseOrder());
          });
    }
    ReadThings things = read == null ? new ReadThings() : read;
    for (int first = 0; first < walks.size(); first += TERMS_AT_ONCE) {
      int end = Math.min(walks.size(), first + TERMS_AT_ONCE);
      List<PostingReader> readers = archive.readers(walks.subList(first, end), things);
      for (int i = first; i < end; i++) {
        int question = asking.get(i);
        take(readers.get(i - first), questions.get(question).limit(), found.get(question));
      }
    }
    return found.stream().map(List::copyOf).toList();
  }

  private static void take(PostingReader reader, int limit, NavigableSet<Posting> found) {
    Posting posting = reader.current();
    for (int taken = 0; taken < limit && posting != null; taken++) {
      found.add(posting);
      posting = reader.next();
    }
    while (found.size() > limit) {
      found.pollLast();
    }
  }

  /** The events of one question after the other; a posting without an event is dropped. */
  private final class Answers implements Iterator<List<Found>> {

    private final List<List<Posting>> postings;
    private final Map<Posting, Found> events = new HashMap<>();
    private int next;
    private int ready;

    Answers(List<List<Posting>> postings) {
      this.postings = postings;
    }

    @Override
    public boolean hasNext() {
      return next < postings.size();
    }

    @Override
    public List<Found> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("every question was answered");
      }
      if (next == ready) {
        events.clear();
        readAhead();
      }
      List<Found> answer = new ArrayList<>();
      for (Posting posting : postings.get(next++)) {
        Found event = events.get(posting);
        if (event != null) {
          answer.add(event);
        }
      }
      return answer;
    }

    /** The events of the next question, and of those behind it while they are few. */
    private void readAhead() {
      int end = ready;
      Set<Posting> wanted = new LinkedHashSet<>(postings.get(end++));
      while (end < postings.size() && wanted.size() + postings.get(end).size() <= READ_AHEAD) {
        wanted.addAll(postings.get(end++));
      }
      read(wanted);
      ready = end; // only now: what could not be read must not look as if nothing was there
    }

    /** Kept ones at once, the others in one batched read. */
    private void read(Set<Posting> wanted) {
      List<Posting> missing = new ArrayList<>();
      for (Posting posting : wanted) {
        Found kept = cache.find(posting);
        if (kept == null) {
          missing.add(posting);
        } else {
          events.put(posting, kept);
        }
      }
      if (missing.isEmpty()) {
        return;
      }
      List<@Nullable RecordedEvent> found = archive.at(missing);
      for (int i = 0; i < missing.size(); i++) {
        RecordedEvent recorded = found.get(i);
        if (recorded != null) {
          Found event =
              new Found(recorded, reader.parseEvent(recorded.event(), recorded.context()));
          cache.keep(missing.get(i), event);
          events.put(missing.get(i), event);
        }
      }
    }
  }

  private static long micros(Instant time) {
    Instant within = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    return ChronoUnit.MICROS.between(Instant.EPOCH, within);
  }
}
