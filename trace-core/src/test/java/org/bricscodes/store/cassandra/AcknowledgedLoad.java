package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** Writes records as fast as it may, remembers each that was acknowledged, and looks for them. */
final class AcknowledgedLoad {

  static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  static final Table TERMS = new Table("terms", Table.Shape.POSTINGS);
  static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  static final Table STATES = new Table("states", Table.Shape.STATES);
  static final Set<Table> TABLES = Set.of(BODIES, TERMS, ROWS, STATES);

  private static final int IN_FLIGHT = 64;
  private static final int SHARED_PARTITIONS = 50;
  private static final Key COUNTER = Key.of(STATES, "counter".getBytes(UTF_8));
  private static final byte[] TERM = "term".getBytes(UTF_8);

  private final Store store;
  private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final Thread writer;
  private volatile boolean stop;
  private long counted;

  AcknowledgedLoad(Store store) {
    this.store = store;
    this.writer = Thread.ofPlatform().daemon().name("load").start(this::write);
  }

  /** Waits until so many more are acknowledged. */
  void awaitMore(int records) throws InterruptedException {
    int wanted = acknowledged.size() + records;
    while (acknowledged.size() < wanted) {
      assertThat(failure.get()).isNull();
      var _ = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** Ends writing, and waits for what is under way. */
  void end() throws InterruptedException {
    stop = true;
    writer.join();
    free.acquire(IN_FLIGHT);
    free.release(IN_FLIGHT);
  }

  /** That everything acknowledged is there, nothing is torn, and no write failed. */
  void assertNothingIsLost(Store where, String context) {
    assertThat(failure.get()).as(context).isNull();
    assertThat(acknowledged.stream().filter(number -> where.get(body(number)) == null).toList())
        .as(context)
        .isEmpty();
    Set<Long> postings = new ConcurrentSkipListSet<>();
    Scan scan = Scan.of(TERMS, TERM, 1_000);
    Page page = where.scan(scan);
    page.rows().forEach(row -> postings.add(OrderedBytes.toLong(row.sort(), 0)));
    while (page.next() != null) {
      page = where.scan(scan.after(page.next()));
      page.rows().forEach(row -> postings.add(OrderedBytes.toLong(row.sort(), 0)));
    }
    assertThat(acknowledged.stream().filter(number -> !postings.contains(number)).toList())
        .as(context)
        .isEmpty();
    assertThat(LongStream.range(0, SHARED_PARTITIONS).filter(p -> isTorn(where, p)).boxed())
        .as(context)
        .isEmpty();
    byte[] counter = where.get(COUNTER);
    assertThat(counter == null ? 0 : OrderedBytes.toLong(counter, 0))
        .as(context)
        .isEqualTo(counted);
  }

  private static boolean isTorn(Store where, long partition) {
    List<Page.Row> rows = where.scan(Scan.of(ROWS, OrderedBytes.ofLong(partition), 10)).rows();
    long records = rows.stream().map(row -> OrderedBytes.toLong(row.value(), 0)).distinct().count();
    return !rows.isEmpty() && (rows.size() != 3 || records != 1);
  }

  private void write() {
    try {
      for (long number = 1; !stop && failure.get() == null; number++) {
        free.acquire();
        long record = number;
        var _ =
            store
                .write(rows(record))
                .whenComplete(
                    (nothing, failed) -> {
                      if (failed == null) {
                        acknowledged.add(record);
                      } else {
                        failure.compareAndSet(null, failed);
                      }
                      free.release();
                    });
        if (number % 16 == 0) {
          count();
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Each increment is applied exactly once, or the counter is not what was counted. */
  private void count() {
    byte[] now = store.get(COUNTER);
    Write next = new Write.Put(COUNTER, OrderedBytes.ofLong(counted + 1));
    CasResult result =
        StoreAnswer.await(
            store.compareAndSet(COUNTER, now, List.of(next), new OperationId(1, counted + 1)));
    assertThat(result).isEqualTo(new CasResult.Applied());
    counted++;
  }

  private static List<Write> rows(long number) {
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Put(new Key(TERMS, TERM, OrderedBytes.ofLong(number)), new byte[0]));
    writes.add(new Write.Put(body(number), ("body " + number + " ").repeat(100).getBytes(UTF_8)));
    for (int row = 0; row < 3; row++) {
      // Partitions are shared by records far apart, so a torn one would show two numbers.
      Key key =
          new Key(ROWS, OrderedBytes.ofLong(number % SHARED_PARTITIONS), new byte[] {(byte) row});
      writes.add(new Write.Put(key, OrderedBytes.ofLong(number)));
    }
    return writes;
  }

  static Key body(long number) {
    return Key.of(BODIES, OrderedBytes.ofLong(number));
  }
}
