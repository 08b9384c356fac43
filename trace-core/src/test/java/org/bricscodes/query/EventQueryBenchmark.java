package org.bricscodes.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bricscodes.epcis.EventQuery;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * First pages of queries over so many stored events, each answered from parameters to events. Items
 * are asked for at random, so that most of what is read was not read just before. Microseconds for
 * one query.
 *
 * <p>Filling takes its time: with {@code -jvmArgsAppend -Dquery.store=DIR} the store is kept there
 * and used again by the next run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class EventQueryBenchmark {

  /** Also 10000000. */
  @Param({"10000", "1000000"})
  private int events;

  private final Random random = new Random(7);
  private @Nullable Path temporary;
  private @Nullable StoredEvents stored;

  @Setup(Level.Trial)
  public void open() throws IOException {
    String kept = System.getProperty("query.store");
    Path directory;
    if (kept == null) {
      directory = Files.createTempDirectory("query-benchmark");
      temporary = directory;
    } else {
      directory = Path.of(kept, String.valueOf(events));
      Files.createDirectories(directory);
    }
    stored = StoredEvents.open(directory);
    stored.fill((int) stored.size(), events, StoredEvents::chain);
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    stored().close();
    if (temporary != null) {
      try (Stream<Path> files = Files.walk(temporary)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The ten events of one item: terms decide all. */
  @Benchmark
  public QueryAnswer matchEpc() {
    return page(Map.of("MATCH_epc", StoredEvents.epc(item())));
  }

  /** Those of a step in a time: three terms and windows meet. */
  @Benchmark
  public QueryAnswer matchEpcInAStepAndTime() {
    return page(
        Map.of(
            "MATCH_epc", StoredEvents.epc(item()),
            "EQ_bizStep", "shipping",
            "GE_eventTime", "2026-01-01T00:00:00Z"));
  }

  /** An item that is in none. */
  @Benchmark
  public QueryAnswer matchEpcOfNone() {
    return page(Map.of("MATCH_epc", StoredEvents.epc(-1 - item())));
  }

  /** The newest thirty of a step, by a term that half of all events have. */
  @Benchmark
  public QueryAnswer newestOfAStep() {
    return page(Map.of("EQ_bizStep", "shipping"));
  }

  /** One decided on the events themselves: each is parsed. */
  @Benchmark
  public QueryAnswer matchEpcWithAFieldOfOnesOwn() {
    return page(
        Map.of("MATCH_epc", StoredEvents.epc(item()), "EXISTS_https://example.org/note", "true"));
  }

  private int item() {
    return random.nextInt(events / 10);
  }

  private QueryAnswer page(Map<String, String> parameters) {
    EventQuery query = ((EventQuery.Outcome.Ready) EventQuery.parse(parameters, Map.of())).query();
    return stored()
        .queries()
        .page(query, QueryOptions.DEFAULT_PER_PAGE, null, Visibility.everyone());
  }

  private StoredEvents stored() {
    if (stored == null) {
      throw new IllegalStateException("not set up");
    }
    return stored;
  }
}
