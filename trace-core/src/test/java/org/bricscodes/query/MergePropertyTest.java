package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unions and intersections of posting lists, against plain sets. */
final class MergePropertyTest {

  private static final Table TABLE = new Table("event_term", Table.Shape.POSTINGS);
  private static final long HOUR = 3_600_000_000L;

  private final InMemoryStore store = new InMemoryStore(Set.of(TABLE));
  private final TermIndex index = new TermIndex(store, TABLE);
  private final List<Term> terms =
      List.of(Term.sparse("a"), Term.hot("b"), Term.sparse("c"), Term.hot("d"), Term.hot("e"));
  private final List<NavigableSet<Posting>> sets = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void allOfAnyOf_isTheIntersectionOfUnions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    fill(random);

    for (Scan.Order order : Scan.Order.values()) {
      // (a or b) and (c or d) and e
      List<PostingReader> conditions =
          List.of(anyOf(order, 0, 1), anyOf(order, 2, 3), reader(order, 4));
      AllOf all = new AllOf(conditions, new Work(1_000_000));
      List<Posting> merged = new ArrayList<>();
      for (Posting next = all.next(); next != null; next = all.next()) {
        merged.add(next);
      }

      assertThat(merged).as("seed %d, %s", seed, order).isEqualTo(expected(order));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void allOf_stoppedByWork_resumesWhereItSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    fill(random);

    for (Scan.Order order : Scan.Order.values()) {
      List<Posting> merged = new ArrayList<>();
      Posting from = null;
      do {
        List<PostingReader> conditions =
            List.of(anyOf(order, 0, 1), anyOf(order, 2, 3), reader(order, 4));
        if (from != null) {
          conditions.getFirst().seek(from);
        }
        AllOf all = new AllOf(conditions, new Work(20));
        for (Posting next = all.next(); next != null; next = all.next()) {
          merged.add(next);
        }
        from = all.stoppedAt();
      } while (from != null);

      assertThat(merged).as("seed %d, %s", seed, order).isEqualTo(expected(order));
    }
  }

  private void fill(SplittableRandom random) {
    sets.clear();
    for (Term term : terms) {
      NavigableSet<Posting> set = new TreeSet<>();
      for (int i = 0; i < 120; i++) {
        Posting posting = new Posting(random.nextInt(1, 40) * HOUR / 7, 0, random.nextInt(3));
        set.add(posting);
        store.write(index.writes(posting.id(), posting.timeMicros(), List.of(term)));
      }
      sets.add(set);
    }
  }

  private PostingReader reader(Scan.Order order, int term) {
    return index.reader(terms.get(term), Long.MIN_VALUE, Long.MAX_VALUE, order);
  }

  private PostingReader anyOf(Scan.Order order, int... chosen) {
    List<PostingReader> readers = new ArrayList<>();
    for (int term : chosen) {
      readers.add(reader(order, term));
    }
    return new AnyOf(readers, comparator(order));
  }

  private List<Posting> expected(Scan.Order order) {
    NavigableSet<Posting> left = new TreeSet<>(sets.get(0));
    left.addAll(sets.get(1));
    NavigableSet<Posting> right = new TreeSet<>(sets.get(2));
    right.addAll(sets.get(3));
    left.retainAll(right);
    left.retainAll(sets.get(4));
    return left.stream().sorted(comparator(order)).toList();
  }

  private static Comparator<Posting> comparator(Scan.Order order) {
    return order == Scan.Order.ASCENDING ? Comparator.naturalOrder() : Comparator.reverseOrder();
  }
}
