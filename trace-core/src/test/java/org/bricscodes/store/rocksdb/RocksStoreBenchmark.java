package org.bricscodes.store.rocksdb;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bricscodes.store.Key;
import org.bricscodes.store.PostingPage;
import org.bricscodes.store.TermScan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Events a second through the store, and the same rows straight into RocksDB with the same options
 * and sync: their ratio is what the contract costs. Both make their rows as they go; {@code
 * rowsOnly} is that part alone. Reads are of what was loaded, in memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 4)
@Fork(1)
public class RocksStoreBenchmark {

  private static final int AT_ONCE = 256;
  private static final int LOADED = 64 * AT_ONCE;

  private final SplittableRandom random = new SplittableRandom(42);
  private final SampleEvents events = new SampleEvents(random);
  private @Nullable BenchedStore open;

  @Setup(Level.Trial)
  public void open() throws IOException {
    open = BenchedStore.open();
    for (int loaded = 0; loaded < LOADED; loaded += AT_ONCE) {
      storeWrites();
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    bench().close();
  }

  /** One call for each event, so many in flight. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void storeWrites() {
    CompletableFuture<?>[] stages = new CompletableFuture<?>[AT_ONCE];
    for (int i = 0; i < AT_ONCE; i++) {
      stages[i] = bench().store().write(event()).toCompletableFuture();
    }
    CompletableFuture.allOf(stages).join();
  }

  /** One call for so many events, as a capture group makes it. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void storeGroupWrites() {
    List<Write> group =
        IntStream.range(0, AT_ONCE).mapToObj(i -> event()).flatMap(List::stream).toList();
    bench().store().write(group).toCompletableFuture().join();
  }

  /** The same, past the store. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void rawWrites() throws RocksDBException {
    BenchedStore bench = bench();
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < AT_ONCE; i++) {
        for (Write write : event()) {
          bench.store().database().put(batch, write);
        }
      }
      bench.disk().write(batch);
    }
  }

  /** What making the rows costs. */
  @Benchmark
  public List<Write> rowsOnly() {
    return event();
  }

  /** A body by its id. */
  @Benchmark
  public byte @Nullable [] gets() {
    return bench().store().get(body(random.nextInt(LOADED)));
  }

  /** A page of bodies. */
  @Benchmark
  @OperationsPerInvocation(64)
  public List<byte @Nullable []> getsOf64() {
    return bench()
        .store()
        .getAll(IntStream.range(0, 64).mapToObj(i -> body(random.nextInt(LOADED))).toList());
  }

  /** The newest 20 events of a place, without their bodies. */
  @Benchmark
  public PostingPage newest20OfAPlace() {
    return bench().index().scan(TermScan.newest(SampleEvents.place(random.nextInt(100)), 20));
  }

  /** All events of an EPC; most have none. */
  @Benchmark
  public PostingPage newestOfAnEpc() {
    return bench().index().scan(TermScan.newest(SampleEvents.epc(random.nextInt(1_000_000)), 20));
  }

  private List<Write> event() {
    return events.next(bench().index());
  }

  private static Key body(int number) {
    return Key.of(BenchedStore.BODIES, SampleEvents.id(number));
  }

  private BenchedStore bench() {
    if (open == null) {
      throw new IllegalStateException("not set up");
    }
    return open;
  }
}
