package org.bricscodes.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.Scalar;
import org.bricscodes.query.Candidates.Candidate;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/**
 * Results in an order that the index which finds them does not have: all are found, their places in
 * the order kept, and those of a page read again. Bounded: too many to sort is too complex a query.
 * Since the snapshot is fixed, every page sorts the same results into the same order.
 */
final class SortedResults implements ResultSource {

  /** Results that are sorted, at most. */
  static final int MAX_SORTED = 10_000;

  private static final int FETCH = 200;

  /**
   * A result's place in the order.
   *
   * @param key what it is sorted by, null where it has none
   * @param posting where it is found again; the order among results of one key
   * @param position what a cursor says of it
   */
  record Ranked(@Nullable Scalar key, Posting posting, Position position) {}

  /** How a result is ranked. */
  interface Ranking {
    Ranked of(Candidate candidate);
  }

  private final EventSource events;
  private final List<Ranked> sorted;
  private int at;

  private SortedResults(EventSource events, List<Ranked> sorted) {
    this.events = events;
    this.sorted = sorted;
  }

  /**
   * Finds and sorts all results of a source.
   *
   * @throws QueryLimitException if they are too many, or too much work to find
   */
  static SortedResults of(
      Results unsorted, EventSource events, Ranking ranking, boolean descending, long maxWork) {
    List<Ranked> ranked = new ArrayList<>();
    for (Candidate result = unsorted.next(FETCH); result != null; result = unsorted.next(FETCH)) {
      if (ranked.size() == MAX_SORTED) {
        throw new QueryLimitException(
            new QueryAnswer.TooComplex(QueryAnswer.Limit.ORDERED_EVENTS, MAX_SORTED));
      }
      ranked.add(ranking.of(result));
    }
    if (unsorted.stoppedAt() != null) {
      throw new QueryLimitException(new QueryAnswer.TooComplex(QueryAnswer.Limit.WORK, maxWork));
    }
    ranked.sort(order(descending));
    return new SortedResults(events, ranked);
  }

  /** Events without a key come last in both directions. */
  private static Comparator<Ranked> order(boolean descending) {
    Comparator<Scalar> keys = Comparator.naturalOrder();
    Comparator<Posting> postings = Comparator.naturalOrder();
    return Comparator.comparing(
            Ranked::key, Comparator.nullsLast(descending ? keys.reversed() : keys))
        .thenComparing(Ranked::posting, descending ? postings.reversed() : postings);
  }

  /**
   * Goes on behind a position; empty if what stood there has been erased since, for then nothing
   * tells where that was.
   */
  Optional<SortedResults> from(Position position) {
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).position().at().equals(position.at())) {
        at = position.done() ? i + 1 : i;
        return Optional.of(this);
      }
    }
    return Optional.empty();
  }

  /** Goes on behind all results that were dealt with. */
  SortedResults after(Predicate<Position> dealtWith) {
    while (at < sorted.size() && dealtWith.test(sorted.get(at).position())) {
      at++;
    }
    return this;
  }

  @Override
  public boolean collect(List<Candidate> found, int wanted) {
    while (at < sorted.size() && found.size() < wanted) {
      int count = Math.min(Math.min(FETCH, wanted - found.size()), sorted.size() - at);
      List<Ranked> some = sorted.subList(at, at + count);
      List<@Nullable RecordedEvent> read = events.at(some.stream().map(Ranked::posting).toList());
      for (int i = 0; i < count; i++) {
        RecordedEvent event = read.get(i);
        if (event != null) {
          found.add(new Candidate(some.get(i).position(), event));
        }
      }
      at += count;
    }
    return at < sorted.size();
  }

  @Override
  public int count(int atMost) {
    int counted = Math.min(atMost, sorted.size() - at);
    at += counted;
    return counted;
  }

  @Override
  public @Nullable Position stoppedAt() {
    return null;
  }
}
