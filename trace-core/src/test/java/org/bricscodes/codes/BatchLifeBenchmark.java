package org.bricscodes.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.store.Scan;
import org.bricscodes.store.rocksdb.RocksStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A batch of 100 million codes, printed in 10,000 separate ranges, of which 1,000 codes in 1,000
 * slices were sold. One thread, RocksDB. The command stands in PERFORMANCE.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class BatchLifeBenchmark {

  private static final int CODES = 100_000_000;
  private static final int RANGES = 10_000;
  private static final int SOLD = 1_000;
  private static final byte[] SUFFIX = ",printed\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Path directory;
  private final RocksStore store;
  private final CodeBook book;
  private final CodeLife life;
  private final CodeStates states;
  private final Batch batch;
  private final Random random = new Random(7);
  private List<CodeCheck.Genuine> some = List.of();
  private int next;

  /** Made by JMH. */
  public BatchLifeBenchmark() {
    try {
      directory = Files.createTempDirectory("batch-life-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = RocksStore.open(directory.resolve("store"), TestBook.tables());
    TestBook test = new TestBook(store);
    book = test.book();
    life = test.life();
    states = test.states();
    batch = book.issue(TestBook.order(CODES));
  }

  /** Says all there is to say of the batch. */
  @Setup
  public void report() {
    printed();
    life.apply(
        "shop",
        LongStream.range(0, SOLD)
            .mapToObj(i -> new StateChange(code(i * (CODES / SOLD)), Status.SOLD, "till 7"))
            .toList());
    List<CodeCheck.Genuine> codes = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      codes.add(code(random.nextInt(CODES)));
    }
    some = codes;
  }

  /** As 10,000 reports leave it, in one change. */
  private void printed() {
    ByteBuffer bounds = ByteBuffer.allocate(2 * RANGES * Integer.BYTES);
    for (int range = 0; range < RANGES; range++) {
      bounds.putInt(range * 10_000).putInt(range * 10_000 + 5_000);
    }
    BatchJournal journal = new BatchJournal(new Rows(store, random), batch.id());
    CodeState printed = new CodeState(Status.PRINTED, "press 7", Instant.EPOCH, "reported printed");
    journal
        .rows()
        .change(
            number ->
                new GuardedRows.Decision<>(
                    number,
                    journal.add(
                        Intervals.NONE, Intervals.decode(bounds.array()), printed, null, number)));
  }

  /** Ends it. */
  @TearDown
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The state one code stands in. */
  @Benchmark
  public CodeState standing() {
    return states.standing(some.get(next++ & 1023));
  }

  /** The whole waste report. */
  @Benchmark
  public WasteReport waste() {
    return life.waste(batch);
  }

  /** One step of it, which is what a request holds a thread for. */
  @Benchmark
  public boolean wasteStep() {
    return life.countWaste(batch).next() == null;
  }

  /** All slices of the batch, written to or not, as the states were read before {@link Slices}. */
  @Benchmark
  public int everySlice() {
    int rows = 0;
    for (long counter = 0; counter < CODES; counter += StateKeys.SLICE) {
      CodeSubject.Item item = new CodeSubject.Item(batch.gtin(), batch.epoch(), counter);
      rows +=
          store
              .scan(
                  Scan.of(Rows.STATES, StateKeys.partition(item), StateReader.PAGE)
                      .between(StateKeys.current(0), StateKeys.current(StateKeys.SLICE)))
              .rows()
              .size();
    }
    return rows;
  }

  /** The first million lines of the states, per line. */
  @Benchmark
  @OperationsPerInvocation(1_000_000)
  public long lines() {
    StateLines lines =
        new StateLines(
            book.serials(batch), life.states(batch), new byte[0], _ -> SUFFIX, _ -> true);
    long bytes = 0;
    long wanted = 1_000_000L * (Serial.LENGTH + SUFFIX.length);
    for (byte[] chunk = lines.next(); chunk != null && bytes < wanted; chunk = lines.next()) {
      bytes += chunk.length;
    }
    return bytes;
  }

  /** The lines of the codes sold, found among all. */
  @Benchmark
  public long linesOfTheSold() {
    StateLines lines =
        new StateLines(
            book.serials(batch),
            life.states(batch),
            new byte[0],
            _ -> SUFFIX,
            state -> state.status() == Status.SOLD);
    long bytes = 0;
    for (byte[] chunk = lines.next(); chunk != null; chunk = lines.next()) {
      bytes += chunk.length;
    }
    return bytes;
  }

  private CodeCheck.Genuine code(long place) {
    Serial serial = book.serials(batch).stream(place).findFirst().orElseThrow();
    return (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
  }
}
