package org.bricscodes.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/** Candidates by event time: every condition with terms is a union, and all of them intersect. */
final class ByEventTime implements Candidates {

  private static final int MAX_FETCH = 256;

  private final AllOf postings;
  private final EventSource events;

  private ByEventTime(AllOf postings, EventSource events) {
    this.postings = postings;
    this.events = events;
  }

  /**
   * @param from where to go on, null: from the beginning
   */
  static ByEventTime of(
      Plan plan,
      boolean descending,
      TermIndex index,
      EventSource events,
      @Nullable Position from,
      Work work) {
    Scan.Order direction = descending ? Scan.Order.DESCENDING : Scan.Order.ASCENDING;
    Comparator<Posting> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    long low = plan.window().low();
    long high = plan.window().high();
    if (from != null) {
      low = descending ? low : Math.max(low, from.at().timeMicros());
      high = descending ? Math.min(high, TimeWindow.following(from.at().timeMicros())) : high;
    }
    List<PostingReader> conditions = new ArrayList<>();
    for (List<String> terms : plan.terms()) {
      List<PostingReader> readers =
          index.readers(terms.stream().map(ByEventTime::term).toList(), low, high, direction);
      conditions.add(readers.size() == 1 ? readers.getFirst() : new AnyOf(readers, order));
    }
    if (from != null) {
      goOn(conditions.getFirst(), from);
    }
    return new ByEventTime(new AllOf(conditions, work), events);
  }

  @Override
  public @Nullable List<Candidate> next(int wanted) {
    List<Posting> fetched = new ArrayList<>();
    int limit = Math.min(wanted, MAX_FETCH);
    while (fetched.size() < limit) {
      Posting posting = postings.next();
      if (posting == null) {
        break;
      }
      fetched.add(posting);
    }
    if (fetched.isEmpty()) {
      return null;
    }
    List<@Nullable RecordedEvent> found = events.at(fetched);
    List<Candidate> candidates = new ArrayList<>(fetched.size());
    for (int i = 0; i < fetched.size(); i++) {
      RecordedEvent event = found.get(i);
      if (event != null) {
        candidates.add(new Candidate(new Position(fetched.get(i), true), event));
      }
    }
    return candidates;
  }

  @Override
  public @Nullable Position stoppedAt() {
    Posting at = postings.stoppedAt();
    return at == null ? null : new Position(at, false);
  }

  static Term term(String text) {
    return Term.of(text, EventTerms.isWidespread(text), EventTerms.role(text));
  }

  /** Moves one reader; the merge brings the others along. */
  private static void goOn(PostingReader reader, Position from) {
    Posting reached = reader.seek(from.at());
    if (from.done() && from.at().equals(reached)) {
      reader.next();
    }
  }
}
