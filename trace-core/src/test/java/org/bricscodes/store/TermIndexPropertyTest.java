package org.bricscodes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a sorted set, on random records, ranges, pages and jumps. */
public class TermIndexPropertyTest {

  private static final Table TABLE = new Table("terms", Table.Shape.POSTINGS);
  private static final long HOUR = 3_600_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void index_onRandomRecords_agreesWithASortedSet(long seed) throws Exception {
    try (Store store = create()) {
      RandomGenerator random = new Random(seed);
      for (Term term : List.of(Term.sparse("t"), Term.hot("t"), Term.role("t", 3))) {
        TermIndex index = new TermIndex(store, TABLE, 1 + random.nextInt(3));
        NavigableSet<Posting> model = fill(store, index, term, random);
        for (int round = 0; round < 30; round++) {
          pagesAgree(index, term, model, random, seed);
          jumpsAgree(index, term, model, random, seed);
        }
      }
    }
  }

  /** Things with few and with many rows, of which several roles are asked for at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void readers_ofRolesOfSeveralThings_agreeWithSortedSets(long seed) throws Exception {
    try (Store store = create()) {
      RandomGenerator random = new Random(seed);
      TermIndex index = new TermIndex(store, TABLE);
      Map<Term, NavigableSet<Posting>> models = new LinkedHashMap<>();
      for (int thing = 0; thing < 6; thing++) {
        int records = random.nextInt(1 + thing * 25); // one read takes 48
        for (int i = 0; i < records; i++) {
          Term term = Term.role("thing" + thing, random.nextInt(4));
          Posting posting = new Posting(time(random), random.nextInt(3) - 1, random.nextLong());
          models.computeIfAbsent(term, _ -> new TreeSet<>()).add(posting);
          store
              .write(index.writes(posting.id(), posting.timeMicros(), List.of(term)))
              .toCompletableFuture()
              .join();
        }
      }
      for (int round = 0; round < 30; round++) {
        List<Term> asked = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
          asked.add(Term.role("thing" + random.nextInt(7), random.nextInt(5)));
        }
        long from = time(random);
        long to = time(random);
        Scan.Order order = order(random);
        List<PostingReader> readers = index.readers(asked, from, to, order);
        assertThat(readers).hasSameSizeAs(asked);
        for (int i = 0; i < asked.size(); i++) {
          NavigableSet<Posting> model = models.getOrDefault(asked.get(i), new TreeSet<>());
          jumpsAgree(readers.get(i), expected(model, from, to, order), order, random, seed);
        }
      }
    }
  }

  protected Store create() throws Exception {
    return new InMemoryStore(Set.of(TABLE));
  }

  protected static Set<Table> tables() {
    return Set.of(TABLE);
  }

  private static NavigableSet<Posting> fill(
      Store store, TermIndex index, Term term, RandomGenerator random) {
    NavigableSet<Posting> model = new TreeSet<>();
    List<Write> writes = new ArrayList<>();
    int records = random.nextInt(600);
    for (int i = 0; i < records; i++) {
      Posting posting = new Posting(time(random), random.nextInt(3) - 1, random.nextLong());
      model.add(posting);
      writes.addAll(index.writes(posting.id(), posting.timeMicros(), List.of(term)));
      if (random.nextInt(50) == 0) {
        store.write(writes).toCompletableFuture().join();
        writes = new ArrayList<>();
      }
    }
    store.write(writes).toCompletableFuture().join();
    return model;
  }

  private static void pagesAgree(
      TermIndex index, Term term, NavigableSet<Posting> model, RandomGenerator random, long seed) {
    TermScan scan =
        new TermScan(term, time(random), time(random), order(random), null, 1 + random.nextInt(40));
    List<Posting> found = new ArrayList<>();
    PostingPage page = index.scan(scan);
    found.addAll(page.postings());
    while (page.next() != null) {
      page = index.scan(scan.after(page.next()));
      found.addAll(page.postings());
    }

    assertThat(found)
        .as("seed %s, %s", seed, scan)
        .containsExactlyElementsOf(
            expected(model, scan.fromMicros(), scan.toMicros(), scan.order()));
  }

  private static void jumpsAgree(
      TermIndex index, Term term, NavigableSet<Posting> model, RandomGenerator random, long seed) {
    long from = time(random);
    long to = time(random);
    Scan.Order order = order(random);
    jumpsAgree(
        index.reader(term, from, to, order), expected(model, from, to, order), order, random, seed);
  }

  private static void jumpsAgree(
      PostingReader reader,
      List<Posting> expected,
      Scan.Order order,
      RandomGenerator random,
      long seed) {
    List<Posting> rest = expected;
    while (!rest.isEmpty()) {
      assertThat(reader.current()).as("seed %s", seed).isEqualTo(rest.getFirst());
      @Nullable Posting stood;
      if (random.nextInt(3) == 0) {
        stood = reader.next();
        rest = rest.subList(1, rest.size());
      } else {
        Posting target = new Posting(time(random), random.nextInt(3) - 1, random.nextLong());
        stood = reader.seek(target);
        rest =
            rest.stream()
                .dropWhile(
                    posting ->
                        switch (order) {
                          case ASCENDING -> posting.compareTo(target) < 0;
                          case DESCENDING -> posting.compareTo(target) > 0;
                        })
                .toList();
      }
      assertThat(stood).as("seed %s", seed).isEqualTo(rest.isEmpty() ? null : rest.getFirst());
    }
    assertThat(reader.current()).as("seed %s", seed).isNull();
    assertThat(reader.next()).as("seed %s", seed).isNull();
  }

  private static List<Posting> expected(
      NavigableSet<Posting> model, long from, long to, Scan.Order order) {
    List<Posting> in =
        model.stream()
            .filter(posting -> posting.timeMicros() >= from && posting.timeMicros() < to)
            .toList();
    return switch (order) {
      case ASCENDING -> in;
      case DESCENDING -> in.reversed();
    };
  }

  /** Around 1970, crowded and sparse hours, with the ends of time now and then. */
  private static long time(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE - 1;
      case 1, 2, 3 -> random.nextInt(20);
      case 4, 5 -> (random.nextInt(400) - 200) * HOUR;
      default -> random.nextLong(-6 * HOUR, 6 * HOUR);
    };
  }

  private static Scan.Order order(RandomGenerator random) {
    return random.nextBoolean() ? Scan.Order.ASCENDING : Scan.Order.DESCENDING;
  }
}
