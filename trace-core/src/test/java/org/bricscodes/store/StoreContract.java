package org.bricscodes.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Store} promises, as tests every engine passes. An engine's test class supplies the
 * store; one that outlives its process extends {@link DurableStoreContract} instead.
 */
public abstract class StoreContract {

  protected static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  protected static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  protected static final Table POSTINGS = new Table("postings", Table.Shape.POSTINGS);
  protected static final Table STATES = new Table("states", Table.Shape.STATES);
  protected static final Set<Table> TABLES = Set.of(ROWS, BODIES, POSTINGS, STATES);

  private static final long PATIENCE_SECONDS = 60;

  protected Store store = new InMemoryStore(TABLES);

  /** A fresh, empty store of {@link #TABLES}. */
  protected abstract Store create() throws Exception;

  @BeforeEach
  void createStore() throws Exception {
    store = create();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  // --- rows ---

  @Test
  void get_absentRow_isNull() {
    assertThat(store.get(key(ROWS, "p", "s"))).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Table.Shape.class,
      names = {"ROWS", "BODIES", "POSTINGS"})
  void write_put_isReadBack(Table.Shape shape) throws Exception {
    Table table = table(shape);

    await(store.write(List.of(put(table, "p", "s", "value"))));

    assertThat(text(store.get(key(table, "p", "s")))).isEqualTo("value");
  }

  @Test
  void write_putTwice_keepsTheLast() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "s", "first"))));
    await(store.write(List.of(put(ROWS, "p", "s", "second"))));

    assertThat(text(store.get(key(ROWS, "p", "s")))).isEqualTo("second");
  }

  @Test
  void write_sameRowTwiceInOneCall_lastCounts() throws Exception {
    await(
        store.write(
            List.of(
                put(ROWS, "p", "s", "first"),
                new Write.Delete(key(ROWS, "p", "s")),
                put(ROWS, "p", "s", "last"))));

    assertThat(text(store.get(key(ROWS, "p", "s")))).isEqualTo("last");
  }

  @Test
  void write_delete_removesTheRow() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "s", "value"))));
    await(store.write(List.of(new Write.Delete(key(ROWS, "p", "s")))));

    assertThat(store.get(key(ROWS, "p", "s"))).isNull();
  }

  @Test
  void write_deleteOfAbsentRow_succeeds() throws Exception {
    await(store.write(List.of(new Write.Delete(key(ROWS, "p", "s")))));

    assertThat(store.get(key(ROWS, "p", "s"))).isNull();
  }

  @Test
  void write_nothing_succeeds() throws Exception {
    await(store.write(List.of()));

    assertThat(store.health().state()).isEqualTo(StoreHealth.State.SERVING);
  }

  @Test
  void write_repeated_leavesOneCopy() throws Exception {
    List<Write> writes = List.of(put(POSTINGS, "p", "a", ""), put(POSTINGS, "p", "b", ""));
    await(store.write(writes));
    await(store.write(writes));

    assertThat(sorts(store.scan(Scan.of(POSTINGS, bytes("p"), 10)))).containsExactly("a", "b");
  }

  @Test
  void get_emptyValue_isEmptyNotNull() throws Exception {
    await(store.write(List.of(put(POSTINGS, "p", "s", ""))));

    assertThat(store.get(key(POSTINGS, "p", "s"))).isEmpty();
  }

  @Test
  void get_keysThatShareBytes_areDifferentRows() throws Exception {
    await(store.write(List.of(put(ROWS, "ab", "c", "1"), put(ROWS, "a", "bc", "2"))));

    assertThat(text(store.get(key(ROWS, "ab", "c")))).isEqualTo("1");
    assertThat(text(store.get(key(ROWS, "a", "bc")))).isEqualTo("2");
    assertThat(store.get(key(ROWS, "abc", ""))).isNull();
    assertThat(store.get(key(BODIES, "ab", "c"))).isNull();
  }

  @Test
  void write_largestKeyAndValue_isReadBack() throws Exception {
    byte[] longest = new byte[Limits.MAX_KEY];
    Arrays.fill(longest, (byte) 0xFF);
    byte[] value = new byte[Limits.MAX_VALUE];
    Arrays.fill(value, (byte) 7);
    Key key = new Key(BODIES, longest, longest);

    await(store.write(List.of(new Write.Put(key, value))));

    assertThat(store.get(key)).isEqualTo(value);
    Scan all = Scan.of(BODIES, longest, 1);
    assertThat(store.scan(all).rows()).hasSize(1);
    assertThat(store.scan(all.descending()).rows()).hasSize(1);
  }

  @Test
  void write_largeRow_isReplacedRemovedAndPutAgain() throws Exception {
    Key key = key(BODIES, "p", "s");
    await(store.write(List.of(new Write.Put(key, filled(1 << 20, 1)))));
    await(store.write(List.of(new Write.Put(key, filled(1 << 20, 2)))));
    assertThat(store.get(key)).isEqualTo(filled(1 << 20, 2));

    await(store.write(List.of(put(BODIES, "p", "s", "small"))));
    assertThat(text(store.get(key))).isEqualTo("small");

    await(store.write(List.of(new Write.Delete(key))));
    assertThat(store.get(key)).isNull();

    await(store.write(List.of(new Write.Put(key, filled(1 << 20, 2)))));
    assertThat(store.get(key)).isEqualTo(filled(1 << 20, 2));
  }

  @Test
  void write_manyBytesToOnePartition_keepsEveryRow() throws Exception {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      writes.add(
          new Write.Put(new Key(ROWS, bytes("p"), OrderedBytes.ofLong(i)), filled(16_000, i)));
    }
    await(store.write(writes));

    List<Page.Row> rows = store.scan(Scan.of(ROWS, bytes("p"), 1_000)).rows();

    assertThat(rows).hasSize(600);
    assertThat(rows.get(0).value()).isEqualTo(filled(16_000, 0));
    assertThat(rows.get(599).value()).isEqualTo(filled(16_000, 599));
  }

  @Test
  void get_result_belongsToTheCaller() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "s", "value"))));
    byte[] mine = store.get(key(ROWS, "p", "s"));
    assertThat(mine).isNotNull();
    Arrays.fill(mine, (byte) 0);

    assertThat(text(store.get(key(ROWS, "p", "s")))).isEqualTo("value");
  }

  @Test
  void getAll_presentAndAbsent_keepsOrderAndGaps() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "1", "one"), put(BODIES, "q", "2", "two"))));

    List<byte @Nullable []> values =
        store.getAll(
            List.of(
                key(BODIES, "q", "2"),
                key(ROWS, "p", "absent"),
                key(ROWS, "p", "1"),
                key(BODIES, "q", "2")));

    assertThat(values).hasSize(4);
    assertThat(text(values.get(0))).isEqualTo("two");
    assertThat(values.get(1)).isNull();
    assertThat(text(values.get(2))).isEqualTo("one");
    assertThat(text(values.get(3))).isEqualTo("two");
  }

  @Test
  void getAll_ofNothing_isEmpty() {
    assertThat(store.getAll(List.of())).isEmpty();
  }

  @Test
  void getAll_ofManyKeys_keepsTheirOrder() throws Exception {
    List<Write> writes = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      writes.add(put(BODIES, "p" + i, "", "value " + i));
      keys.add(key(BODIES, "p" + i, ""));
    }
    await(store.write(writes));

    List<byte @Nullable []> values = store.getAll(keys);

    assertThat(values.stream().map(StoreContract::text))
        .containsExactlyElementsOf(IntStream.range(0, 1_001).mapToObj(i -> "value " + i).toList());
  }

  // --- scans ---

  @ParameterizedTest
  @EnumSource(
      value = Table.Shape.class,
      names = {"ROWS", "BODIES", "POSTINGS"})
  void scan_sortKeys_comeInOrderOfUnsignedBytes(Table.Shape shape) throws Exception {
    Table table = table(shape);
    byte[][] sorts = {
      {(byte) 0xFF, (byte) 0xFF}, {(byte) 0x80}, {0x7F}, {}, {0}, {(byte) 0xFF}, {0, 0}, {1},
    };
    List<Write> writes = new ArrayList<>();
    for (byte[] sort : sorts) {
      writes.add(new Write.Put(new Key(table, bytes("p"), sort), bytes("v")));
    }
    await(store.write(writes));

    Scan scan = Scan.of(table, bytes("p"), 100);

    byte[][] ascending = {
      {}, {0}, {0, 0}, {1}, {0x7F}, {(byte) 0x80}, {(byte) 0xFF}, {(byte) 0xFF, (byte) 0xFF},
    };
    assertThat(store.scan(scan).rows().stream().map(Page.Row::sort)).containsExactly(ascending);
    assertThat(store.scan(scan.descending()).rows().reversed().stream().map(Page.Row::sort))
        .containsExactly(ascending);
  }

  @ParameterizedTest
  @EnumSource(
      value = Table.Shape.class,
      names = {"ROWS", "BODIES", "POSTINGS"})
  void scan_bounds_areFromInclusiveAndToExclusive(Table.Shape shape) throws Exception {
    Table table = table(shape);
    // A partition of the length term hashes have, and neighbours that differ in the last byte.
    writeLetters(table, "partition16bytes", "partition16byter", "partition16bytet");

    Scan scan = range(table, "partition16bytes", "b", "e", null, 10);

    assertThat(sorts(store.scan(scan))).containsExactly("b", "c", "d");
    assertThat(sorts(store.scan(scan.descending()))).containsExactly("d", "c", "b");
  }

  @ParameterizedTest
  @EnumSource(
      value = Table.Shape.class,
      names = {"ROWS", "BODIES", "POSTINGS"})
  void scan_withoutBounds_staysInThePartition(Table.Shape shape) throws Exception {
    Table table = table(shape);
    writeLetters(table, "partition16bytes", "partition16byter", "partition16bytet");

    Scan scan = Scan.of(table, bytes("partition16bytes"), 10);

    assertThat(sorts(store.scan(scan))).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(sorts(store.scan(scan.descending()))).containsExactly("f", "e", "d", "c", "b", "a");
  }

  @ParameterizedTest
  @EnumSource(
      value = Table.Shape.class,
      names = {"ROWS", "BODIES", "POSTINGS"})
  void scan_pages_meetWithoutGapOrOverlap(Table.Shape shape) throws Exception {
    Table table = table(shape);
    writeLetters(table, "p");

    Scan scan = range(table, "p", "b", "f", null, 2);
    Page first = store.scan(scan);
    Page second = store.scan(scan.after(first.next()));
    Page firstBack = store.scan(scan.descending());
    Page secondBack = store.scan(scan.descending().after(firstBack.next()));

    assertThat(sorts(first)).containsExactly("b", "c");
    assertThat(text(first.next())).isEqualTo("c");
    assertThat(sorts(second)).containsExactly("d", "e");
    assertThat(second.next()).isNull();
    assertThat(sorts(firstBack)).containsExactly("e", "d");
    assertThat(text(firstBack.next())).isEqualTo("d");
    assertThat(sorts(secondBack)).containsExactly("c", "b");
    assertThat(secondBack.next()).isNull();
  }

  /** An engine may go another way when there are few rows. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 31, 32, 33, 34, 65, 100})
  void scan_backwards_isTheWayForwardsTurnedRound_howeverManyRows(int count) throws Exception {
    List<Write> writes = new ArrayList<>();
    List<String> sorts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sorts.add("%03d".formatted(i));
      for (String partition : List.of("partition16byteA", "partition16byteC", "partition16byteE")) {
        writes.add(put(POSTINGS, partition, sorts.getLast(), ""));
      }
    }
    await(store.write(writes));

    for (int limit : List.of(1, 2, 31, 32, 33, 34, 1_000)) {
      for (String partition : List.of("partition16byteB", "partition16byteC")) {
        Scan all = Scan.of(POSTINGS, bytes(partition), limit).descending();
        List<String> there = partition.endsWith("C") ? sorts : List.of();
        assertThat(paged(all)).as("limit %d", limit).isEqualTo(there.reversed());
        assertThat(paged(all.between(bytes("002"), bytes("040"))))
            .as("limit %d", limit)
            .isEqualTo(
                there.stream()
                    .filter(sort -> sort.compareTo("002") >= 0 && sort.compareTo("040") < 0)
                    .toList()
                    .reversed());
      }
    }
  }

  @Test
  void scanAll_givesThePagesThatSingleScansGive_inTheirOrder() throws Exception {
    RandomScans random = new RandomScans(System.nanoTime(), List.of(ROWS, BODIES, POSTINGS));
    await(store.write(random.rows(false)));
    await(store.write(random.rows(true)));

    assertScannedTogetherAsAlone(random.scans(Limits.MAX_SCANS));
    assertScannedTogetherAsAlone(random.scans(Limits.MAX_SCANS));
  }

  protected void assertScannedTogetherAsAlone(List<Scan> scans) {
    assertThat(store.scanAll(scans).stream().map(RandomScans::text))
        .containsExactlyElementsOf(
            scans.stream().map(scan -> RandomScans.text(store.scan(scan))).toList());
  }

  @Test
  void scanAll_ofNothing_isEmpty() {
    assertThat(store.scanAll(List.of())).isEmpty();
  }

  @Test
  void scan_emptyPartition_isOneEmptyPage() {
    Page page = store.scan(Scan.of(POSTINGS, bytes("p"), 10));

    assertThat(page.rows()).isEmpty();
    assertThat(page.next()).isNull();
  }

  @Test
  void scan_rangeThatEndsBeforeItBegins_isEmpty() throws Exception {
    writeLetters(ROWS, "p");

    Scan backwards = range(ROWS, "p", "e", "b", null, 10);

    assertThat(store.scan(backwards).rows()).isEmpty();
    assertThat(store.scan(backwards.descending()).rows()).isEmpty();
    assertThat(store.scan(range(ROWS, "p", "c", "c", null, 10)).rows()).isEmpty();
  }

  @Test
  void scan_cursorOutsideTheRange_neverLeavesTheRange() throws Exception {
    writeLetters(ROWS, "p");

    assertThat(sorts(store.scan(range(ROWS, "p", "c", "e", "a", 10)))).containsExactly("c", "d");
    assertThat(sorts(store.scan(range(ROWS, "p", "c", "e", "f", 10)))).isEmpty();
    assertThat(sorts(store.scan(range(ROWS, "p", "c", "e", "f", 10).descending())))
        .containsExactly("d", "c");
    assertThat(sorts(store.scan(range(ROWS, "p", "c", "e", "a", 10).descending()))).isEmpty();
  }

  @Test
  void scan_cursorOfADeletedRow_continuesBehindIt() throws Exception {
    writeLetters(ROWS, "p");
    Scan scan = Scan.of(ROWS, bytes("p"), 2);
    Page first = store.scan(scan);
    await(store.write(List.of(new Write.Delete(key(ROWS, "p", "b")))));

    assertThat(sorts(store.scan(scan.after(first.next())))).containsExactly("c", "d");
  }

  @Test
  void scan_largeRows_endsThePageEarlyAndTellsSo() throws Exception {
    byte[] value = new byte[Limits.MAX_PAGE_BYTES / 2];
    for (String sort : List.of("a", "b", "c")) {
      await(store.write(List.of(new Write.Put(key(BODIES, "p", sort), value))));
    }

    Page first = store.scan(Scan.of(BODIES, bytes("p"), 10));
    Page second = store.scan(Scan.of(BODIES, bytes("p"), 10).after(first.next()));

    assertThat(sorts(first)).containsExactly("a", "b");
    assertThat(sorts(second)).containsExactly("c");
    assertThat(second.next()).isNull();
  }

  @Test
  void scan_whileOthersWrite_seesEachOldRowOnceAndInOrder() throws Exception {
    List<Write> old = new ArrayList<>();
    for (int i = 0; i < 2_000; i += 2) {
      old.add(new Write.Put(new Key(POSTINGS, bytes("p"), OrderedBytes.ofLong(i)), bytes("")));
    }
    await(store.write(old));
    AtomicBoolean stop = new AtomicBoolean();

    List<Long> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 1; i < 2_000 && !stop.get(); i += 2) {
                  Key key = new Key(POSTINGS, bytes("p"), OrderedBytes.ofLong(i));
                  await(store.write(List.of(new Write.Put(key, bytes("")))));
                }
                return null;
              });
      Scan scan = Scan.of(POSTINGS, bytes("p"), 7);
      Page page = store.scan(scan);
      while (true) {
        page.rows().forEach(row -> seen.add(OrderedBytes.toLong(row.sort(), 0)));
        if (page.next() == null) {
          break;
        }
        page = store.scan(scan.after(page.next()));
      }
      stop.set(true);
      writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    assertThat(seen).isSorted().doesNotHaveDuplicates();
    assertThat(seen.stream().filter(i -> i % 2 == 0).count()).isEqualTo(1_000);
  }

  // --- compare and set ---

  @Test
  void compareAndSet_asExpected_writesAll() throws Exception {
    CasResult result =
        cas("p", "s", null, 1, put(STATES, "p", "s", "v1"), put(STATES, "p", "t", "x"));

    assertThat(result).isEqualTo(new CasResult.Applied());
    assertThat(text(store.get(key(STATES, "p", "s")))).isEqualTo("v1");
    assertThat(text(store.get(key(STATES, "p", "t")))).isEqualTo("x");
  }

  @Test
  void compareAndSet_otherValue_conflictsAndWritesNothing() throws Exception {
    cas("p", "s", null, 1, put(STATES, "p", "s", "v1"));

    CasResult result = cas("p", "s", "v0", 2, put(STATES, "p", "s", "v2"));

    assertThat(result)
        .isInstanceOfSatisfying(
            CasResult.Conflict.class, c -> assertThat(text(c.current())).isEqualTo("v1"));
    assertThat(text(store.get(key(STATES, "p", "s")))).isEqualTo("v1");
  }

  @Test
  void compareAndSet_rowExpectedAndAbsent_conflictsWithNull() throws Exception {
    CasResult result = cas("p", "s", "v0", 1, put(STATES, "p", "s", "v1"));

    assertThat(result)
        .isInstanceOfSatisfying(CasResult.Conflict.class, c -> assertThat(c.current()).isNull());
  }

  @Test
  void compareAndSet_sameOperationAgain_isAppliedOnce() throws Exception {
    cas("p", "s", null, 1, put(STATES, "p", "s", "v1"));

    CasResult again = cas("p", "s", null, 1, put(STATES, "p", "s", "never"));

    assertThat(again).isEqualTo(new CasResult.Applied());
    assertThat(text(store.get(key(STATES, "p", "s")))).isEqualTo("v1");
  }

  @Test
  void compareAndSet_operationSinceReplaced_conflicts() throws Exception {
    cas("p", "s", null, 1, put(STATES, "p", "s", "v1"));
    cas("p", "s", "v1", 2, put(STATES, "p", "s", "v2"));

    assertThat(cas("p", "s", null, 1, put(STATES, "p", "s", "never")))
        .isInstanceOf(CasResult.Conflict.class);
    assertThat(text(store.get(key(STATES, "p", "s")))).isEqualTo("v2");
  }

  @Test
  void compareAndSet_operationOfAnotherRow_isNotMistaken() throws Exception {
    cas("p", "s", null, 1, put(STATES, "p", "s", "v1"));

    assertThat(cas("p", "t", "v0", 1, put(STATES, "p", "t", "v1")))
        .isInstanceOf(CasResult.Conflict.class);
  }

  @Test
  void compareAndSet_delete_isRepeatableToo() throws Exception {
    cas("p", "s", null, 1, put(STATES, "p", "s", "v1"));

    assertThat(cas("p", "s", "v1", 2, new Write.Delete(key(STATES, "p", "s"))))
        .isEqualTo(new CasResult.Applied());
    assertThat(cas("p", "s", "v1", 2, new Write.Delete(key(STATES, "p", "s"))))
        .isEqualTo(new CasResult.Applied());
    assertThat(store.get(key(STATES, "p", "s"))).isNull();
  }

  @Test
  void compareAndSet_guardNotAmongTheWrites_isLeftAlone() throws Exception {
    cas("p", "guard", null, 1, put(STATES, "p", "guard", "g"));

    assertThat(cas("p", "guard", "g", 2, put(STATES, "p", "s", "v")))
        .isEqualTo(new CasResult.Applied());
    assertThat(text(store.get(key(STATES, "p", "guard")))).isEqualTo("g");
    assertThat(text(store.get(key(STATES, "p", "s")))).isEqualTo("v");
  }

  @Test
  void compareAndSet_largeValue_isComparedAndToldWhole() throws Exception {
    Key key = key(STATES, "p", "s");
    byte[] large = filled(100_000, 1);
    await(
        store.compareAndSet(key, null, List.of(new Write.Put(key, large)), new OperationId(0, 1)));

    CasResult conflict = cas("p", "s", "other", 2, put(STATES, "p", "s", "never"));
    CasResult applied =
        await(
            store.compareAndSet(
                key, large, List.of(put(STATES, "p", "s", "small")), new OperationId(0, 3)));

    assertThat(conflict)
        .isInstanceOfSatisfying(
            CasResult.Conflict.class, c -> assertThat(c.current()).isEqualTo(large));
    assertThat(applied).isEqualTo(new CasResult.Applied());
    assertThat(text(store.get(key))).isEqualTo("small");
  }

  @Test
  void compareAndSet_rowsRemovedAndKept_areScanned() throws Exception {
    cas("p", "a", null, 1, put(STATES, "p", "a", "1"), put(STATES, "p", "b", "2"));
    cas("p", "c", null, 2, put(STATES, "p", "c", "3"));
    cas("p", "a", "1", 3, new Write.Delete(key(STATES, "p", "a")));

    Scan scan = Scan.of(STATES, bytes("p"), 1);
    Page first = store.scan(scan);
    Page second = store.scan(scan.after(first.next()));

    assertThat(sorts(first)).containsExactly("b");
    assertThat(sorts(second)).containsExactly("c");
    assertThat(second.next()).isNull();
  }

  @Test
  void compareAndSet_manyInFlight_areDecidedOneAfterTheOther() throws Exception {
    List<CompletionStage<CasResult>> stages = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      stages.add(
          store.compareAndSet(
              key(STATES, "p", "s"),
              null,
              List.of(put(STATES, "p", "s", "v" + i)),
              new OperationId(9, i)));
    }

    int applied = 0;
    for (CompletionStage<CasResult> stage : stages) {
      applied += await(stage) instanceof CasResult.Applied ? 1 : 0;
    }
    assertThat(applied).isEqualTo(1);
  }

  @Test
  void compareAndSet_concurrentCounters_loseNoIncrement() throws Exception {
    int threads = 4;
    int each = 100;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long high = thread;
        done.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    increment(new OperationId(high, i));
                  }
                  return null;
                }));
      }
      for (Future<?> future : done) {
        future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }

    assertThat(text(store.get(key(STATES, "counter", "")))).isEqualTo("400");
  }

  // --- concurrency and atomicity ---

  @Test
  void write_fromManyThreads_keepsEveryRow() throws Exception {
    int threads = 4;
    int each = 250;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String partition = "p" + thread;
        done.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    await(store.write(List.of(put(ROWS, partition, "s" + i, "v" + i))));
                  }
                  return null;
                }));
      }
      for (Future<?> future : done) {
        future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }

    for (int thread = 0; thread < threads; thread++) {
      assertThat(store.scan(Scan.of(ROWS, bytes("p" + thread), 1_000)).rows()).hasSize(each);
    }
  }

  @Test
  void write_rowsOfOnePartition_areNeverSeenInPart() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      AtomicBoolean stop = new AtomicBoolean();
      Future<Integer> torn =
          pool.submit(
              () -> {
                int seenTorn = 0;
                do {
                  Page page = store.scan(Scan.of(ROWS, bytes("p"), 10));
                  long versions =
                      page.rows().stream().map(row -> text(row.value())).distinct().count();
                  boolean whole =
                      page.rows().isEmpty() || (page.rows().size() == 3 && versions == 1);
                  seenTorn += whole ? 0 : 1;
                } while (!stop.get());
                return seenTorn;
              });
      for (int i = 0; i < 500; i++) {
        String value = "v" + i;
        await(
            store.write(
                List.of(
                    put(ROWS, "p", "a", value),
                    put(ROWS, "p", "b", value),
                    put(ROWS, "p", "c", value))));
      }
      stop.set(true);

      assertThat(torn.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
    }
  }

  // --- sweeping ---

  @Test
  void sweep_emptyTable_isOneEmptyLastPage() {
    SweepPage page = store.sweep(Sweep.of(ROWS, 10));

    assertThat(page.rows()).isEmpty();
    assertThat(page.next()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Table.Shape.class)
  void sweep_givesEveryRowOnce_whateverThePageSize(Table.Shape shape) throws Exception {
    Table table = table(shape);
    List<String> written = new ArrayList<>();
    for (String partition : List.of("a", "b", "ab", "long".repeat(50), "\u0000", "z".repeat(127))) {
      for (String sort : List.of("", "1", "2", "s".repeat(1_000))) {
        fill(table, partition, sort);
        written.add(partition + "/" + sort + "=v" + partition + sort);
      }
    }

    for (int limit : List.of(1, 3, 7, 1_000)) {
      assertThat(swept(table, limit))
          .as("pages of %s", limit)
          .containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void sweep_rowsOfAPartition_comeTogetherAndAscending() throws Exception {
    for (String sort : List.of("c", "a", "b")) {
      await(store.write(List.of(put(ROWS, "p", sort, ""), put(ROWS, "q", sort, ""))));
    }

    List<String> rows = swept(ROWS, 2);

    assertThat(rows.stream().map(row -> row.substring(1)))
        .containsExactly("/a=", "/b=", "/c=", "/a=", "/b=", "/c=");
    assertThat(rows.stream().map(row -> row.substring(0, 1)).distinct()).hasSize(2);
    assertThat(rows.get(0)).startsWith(rows.get(2).substring(0, 1));
  }

  @Test
  void sweep_leavesOtherTablesOut() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "s", "row"), put(BODIES, "p", "s", "body"))));

    assertThat(swept(ROWS, 10)).containsExactly("p/s=row");
    assertThat(swept(BODIES, 10)).containsExactly("p/s=body");
    assertThat(swept(POSTINGS, 10)).isEmpty();
  }

  @Test
  void sweep_twice_hasOneOrder() throws Exception {
    for (int i = 0; i < 200; i++) {
      await(store.write(List.of(put(ROWS, "p" + i, "s", "v"))));
    }

    assertThat(swept(ROWS, 7)).isEqualTo(swept(ROWS, 1_000)).hasSize(200);
  }

  @Test
  void sweep_goesOnBehindARowThatWasDeleted() throws Exception {
    writeLetters(ROWS, "p");
    SweepPage first = store.sweep(Sweep.of(ROWS, 2));
    await(store.write(List.of(new Write.Delete(first.rows().getLast().key()))));

    SweepPage rest = store.sweep(Sweep.of(ROWS, 10).after(first.next()));

    assertThat(rest.rows().stream().map(row -> text(row.key().sort())))
        .containsExactly("c", "d", "e", "f");
    // An engine may only learn by an empty page that there is nothing behind.
    byte[] behind = rest.next();
    while (behind != null) {
      SweepPage page = store.sweep(Sweep.of(ROWS, 10).after(behind));
      assertThat(page.rows()).isEmpty();
      behind = page.next();
    }
  }

  @Test
  void sweep_whileOthersWrite_missesNothingThatWasThere() throws Exception {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      await(store.write(List.of(put(ROWS, "p" + i, "s", "v"))));
      before.add("p" + i + "/s=v");
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      AtomicBoolean stop = new AtomicBoolean();
      Future<Integer> writer =
          pool.submit(
              () -> {
                int written = 0;
                while (!stop.get()) {
                  await(store.write(List.of(put(ROWS, "n" + written++, "s", "new"))));
                }
                return written;
              });
      List<String> seen = swept(ROWS, 3);
      stop.set(true);
      writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertThat(seen).containsAll(before).doesNotHaveDuplicates();
    }
  }

  @Test
  void sweep_largeValues_endsThePageEarly() throws Exception {
    for (int i = 0; i < 3; i++) {
      Key key = new Key(BODIES, bytes("p" + i), bytes("s"));
      await(store.write(List.of(new Write.Put(key, new byte[Limits.MAX_PAGE_BYTES / 2]))));
    }

    SweepPage page = store.sweep(Sweep.of(BODIES, 100));

    assertThat(page.rows()).hasSize(2);
    assertThat(store.sweep(Sweep.of(BODIES, 100).after(page.next())).rows()).hasSize(1);
  }

  @Test
  void sweep_mistakes_areRefused() {
    Table other = new Table("other", Table.Shape.ROWS);

    assertRefused(() -> store.sweep(Sweep.of(other, 1)), "other was not named");
    assertRefused(() -> Sweep.of(ROWS, 0), "limit must be 1 to 10000");
    assertRefused(() -> Sweep.of(ROWS, 10_001), "limit must be 1 to 10000");
    assertRefused(() -> Sweep.of(ROWS, 1).after(new byte[3_000]), "cursor has 1 to 2112 bytes");
  }

  /** Every row as {@code partition/sort=value}, in the order of the sweep. */
  private List<String> swept(Table table, int limit) {
    List<String> rows = new ArrayList<>();
    byte[] next = null;
    do {
      SweepPage page = store.sweep(Sweep.of(table, limit).after(next));
      assertThat(page.rows().size()).isLessThanOrEqualTo(limit);
      for (SweepPage.Entry row : page.rows()) {
        rows.add(
            text(row.key().partition()) + "/" + text(row.key().sort()) + "=" + text(row.value()));
      }
      next = page.next();
    } while (next != null);
    return rows;
  }

  private void fill(Table table, String partition, String sort) throws Exception {
    Write row = put(table, partition, sort, "v" + partition + sort);
    if (table.shape() == Table.Shape.STATES) {
      await(store.compareAndSet(row.key(), null, List.of(row), new OperationId(7, 7)));
    } else {
      await(store.write(List.of(row)));
    }
  }

  // --- mistakes and limits ---

  @Test
  void anyCall_unknownTable_isRefused() {
    Table other = new Table("other", Table.Shape.ROWS);
    Table reshaped = new Table("rows", Table.Shape.POSTINGS);

    assertRefused(() -> store.get(key(other, "p", "s")), "other was not named");
    assertRefused(() -> store.get(key(reshaped, "p", "s")), "rows was not named");
    assertRefused(() -> store.getAll(List.of(key(other, "p", "s"))), "other was not named");
    assertRefused(() -> store.scan(Scan.of(other, bytes("p"), 1)), "other was not named");
    assertRefused(
        () -> store.scanAll(List.of(Scan.of(other, bytes("p"), 1))), "other was not named");
    assertRefused(() -> store.write(List.of(put(other, "p", "s", "v"))), "other was not named");
  }

  @Test
  void write_toStates_isRefused() {
    assertRefused(
        () -> store.write(List.of(put(STATES, "p", "s", "v"))), "changes by compareAndSet only");
  }

  @Test
  void compareAndSet_outsideItsPartition_isRefused() {
    assertRefused(() -> cas("p", "s", null, 1, put(STATES, "q", "s", "v")), "one partition");
    assertRefused(() -> cas("p", "s", null, 1, put(ROWS, "p", "s", "v")), "one partition");
    assertRefused(
        () -> store.compareAndSet(key(ROWS, "p", "s"), null, List.of(), new OperationId(1, 1)),
        "shape STATES");
  }

  @Test
  void write_beyondTheLimits_isRefusedAsAWhole() {
    List<Write> tooMany =
        new ArrayList<>(Collections.nCopies(Limits.MAX_WRITES, put(ROWS, "p", "s", "v")));
    tooMany.add(put(ROWS, "p", "t", "v"));
    Write large = new Write.Put(key(BODIES, "p", "s"), new byte[Limits.MAX_VALUE]);

    assertRefused(() -> store.write(tooMany), "50001 writes in one call, at most 50000");
    assertRefused(() -> store.write(List.of(large, large, large, large)), "bytes in one call");
    assertThat(store.get(key(ROWS, "p", "s"))).isNull();
  }

  @Test
  void write_beyondAPartitionsKeys_isRefused() {
    byte[] partition = new byte[Limits.MAX_KEY];
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i <= 8 * 1024; i++) {
      writes.add(new Write.Put(new Key(ROWS, partition, OrderedBytes.ofLong(i)), bytes("")));
    }

    assertRefused(
        () -> store.write(writes), "more than 8388608 bytes of keys for one partition of rows");
  }

  @Test
  void getAll_beyondTheLimit_isRefused() {
    List<Key> tooMany = Collections.nCopies(Limits.MAX_BATCH + 1, key(ROWS, "p", "s"));

    assertRefused(() -> store.getAll(tooMany), "10001 keys in one call, at most 10000");
  }

  @Test
  void scanAll_beyondTheLimit_isRefused() {
    List<Scan> tooMany = Collections.nCopies(Limits.MAX_SCANS + 1, Scan.of(ROWS, bytes("p"), 1));

    assertRefused(() -> store.scanAll(tooMany), "101 scans in one call, at most 100");
    assertRefused(
        () -> store.scanAll(Collections.nCopies(11, Scan.of(ROWS, bytes("p"), 1_000))),
        "11000 rows asked for in one call, at most 10000");
  }

  // --- closing ---

  @Test
  void close_twice_isHarmless() {
    store.close();
    store.close();

    assertThat(store.health().state()).isEqualTo(StoreHealth.State.CLOSED);
  }

  @Test
  void anyCall_afterClose_isUnavailable() {
    store.close();

    assertThatThrownBy(() -> store.get(key(ROWS, "p", "s")))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.getAll(List.of(key(ROWS, "p", "s"))))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.scanAll(List.of(Scan.of(ROWS, bytes("p"), 1))))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.scan(Scan.of(ROWS, bytes("p"), 1)))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.sweep(Sweep.of(ROWS, 1)))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> await(store.write(List.of(put(ROWS, "p", "s", "v")))))
        .hasCauseInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> cas("p", "s", null, 1, put(STATES, "p", "s", "v")))
        .hasCauseInstanceOf(StoreException.Unavailable.class);
  }

  /**
   * Of so many readers some are always in the middle of a read: closing must not wait for that to
   * end.
   */
  @Test
  void close_whileOthersRead_endsTheirReadsCleanly() throws Exception {
    int many = 16;
    writeLetters(POSTINGS, "p");
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService pool = Executors.newFixedThreadPool(many + 1)) {
      List<Future<?>> readers = new ArrayList<>();
      CountDownLatch reading = new CountDownLatch(many);
      for (int i = 0; i < many; i++) {
        readers.add(
            pool.submit(
                () -> {
                  while (!enough.get()) {
                    store.scan(Scan.of(POSTINGS, bytes("p"), 10));
                    store.get(key(POSTINGS, "p", "a"));
                    reading.countDown();
                  }
                }));
      }
      try {
        assertThat(reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        pool.submit(store::close).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        for (Future<?> reader : readers) {
          assertThatThrownBy(() -> reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
              .hasCauseInstanceOf(StoreException.Unavailable.class);
        }
      } finally {
        enough.set(true);
      }
    }
  }

  // --- means ---

  protected static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  protected static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  protected static Key key(Table table, String partition, String sort) {
    return new Key(table, bytes(partition), bytes(sort));
  }

  protected static Write put(Table table, String partition, String sort, String value) {
    return new Write.Put(key(table, partition, sort), bytes(value));
  }

  protected static <T extends @Nullable Object> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  protected static List<@Nullable String> sorts(Page page) {
    List<@Nullable String> sorts = new ArrayList<>();
    page.rows().forEach(row -> sorts.add(text(row.sort())));
    return sorts;
  }

  private CasResult cas(
      String partition, String sort, @Nullable String expected, long operation, Write... writes)
      throws Exception {
    return await(
        store.compareAndSet(
            key(STATES, partition, sort),
            expected == null ? null : bytes(expected),
            List.of(writes),
            new OperationId(0, operation)));
  }

  private void increment(OperationId operation) throws Exception {
    Key counter = key(STATES, "counter", "");
    while (true) {
      byte[] now = store.get(counter);
      int next = now == null ? 1 : Integer.parseInt(new String(now, UTF_8)) + 1;
      Write write = new Write.Put(counter, bytes(Integer.toString(next)));
      if (await(store.compareAndSet(counter, now, List.of(write), operation))
          instanceof CasResult.Applied) {
        return;
      }
    }
  }

  private void writeLetters(Table table, String... partitions) throws Exception {
    List<Write> writes = new ArrayList<>();
    for (String partition : partitions) {
      for (String sort : List.of("a", "b", "c", "d", "e", "f")) {
        writes.add(put(table, partition, sort, "value of " + sort));
      }
    }
    await(store.write(writes));
  }

  private static Table table(Table.Shape shape) {
    return switch (shape) {
      case ROWS -> ROWS;
      case BODIES -> BODIES;
      case POSTINGS -> POSTINGS;
      case STATES -> STATES;
    };
  }

  /** What page after page tells. */
  protected final List<@Nullable String> paged(Scan scan) {
    List<@Nullable String> all = new ArrayList<>();
    byte[] next = null;
    do {
      Page page = store.scan(scan.after(next));
      assertThat(page.rows().size()).isLessThanOrEqualTo(scan.limit());
      all.addAll(sorts(page));
      next = page.next();
    } while (next != null);
    return all;
  }

  private static Scan range(
      Table table, String partition, String from, String to, @Nullable String after, int limit) {
    return Scan.of(table, bytes(partition), limit)
        .between(bytes(from), bytes(to))
        .after(after == null ? null : bytes(after));
  }

  private static void assertRefused(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
