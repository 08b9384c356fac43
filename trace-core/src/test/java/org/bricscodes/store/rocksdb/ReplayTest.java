package org.bricscodes.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.store.StoreAnswer.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again in its order, and brings a copy to where the original was. */
final class ReplayTest {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  private static final Table STATES = new Table("states", Table.Shape.STATES);
  private static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  private static final Set<Table> TABLES = Set.of(ROWS, STATES, BODIES);
  private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir private Path root;

  private final Random random = new Random(20261126);
  private Instant now = BEGIN;

  @SuppressWarnings("NullAway.Init") // set before each test
  ReplayTest() {}

  private RocksStore open(Path directory) {
    return RocksStore.open(
        directory,
        TABLES,
        RocksSettings.DEFAULT.with(
            new ChangeLog(Duration.ofHours(1), 64 << 20, () -> now, random)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Key key(String sort) {
    return new Key(ROWS, bytes("p"), bytes(sort));
  }

  private static Key state() {
    return new Key(STATES, bytes("p"), bytes("s"));
  }

  private static void put(RocksStore store, String sort, String value) {
    await(store.write(List.of(new Write.Put(key(sort), bytes(value)))));
  }

  private static List<NamedChange> named(RocksStore store, long after) {
    Map<Integer, String> families = store.families();
    return store.changes(after, 1 << 20).stream()
        .map(change -> new NamedChange(change, families))
        .toList();
  }

  private static List<String> rows(RocksStore store) {
    return store.scan(Scan.of(ROWS, bytes("p"), 100)).rows().stream()
        .map(
            row ->
                new String(row.sort(), StandardCharsets.UTF_8)
                    + "="
                    + new String(row.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void changes_comeInOrder_eachWithItsTime_andNeverTwice() {
    try (RocksStore store = open(root.resolve("store"))) {
      long before = store.lastChange();
      put(store, "a", "1");
      now = BEGIN.plusSeconds(5);
      await(store.write(List.of(new Write.Put(key("b"), bytes("2")), new Write.Delete(key("a")))));
      now = BEGIN.minusSeconds(60); // a clock that is put back
      put(store, "c", "3");

      List<Change> changes = store.changes(before, 1 << 20);
      assertThat(changes)
          .extracting(Change::first)
          .containsExactly(before + 1, before + 2, before + 4);
      assertThat(changes)
          .extracting(Change::last)
          .containsExactly(before + 1, before + 3, before + 4);
      assertThat(changes)
          .extracting(Change::millis)
          .containsExactly(
              BEGIN.toEpochMilli(),
              BEGIN.plusSeconds(5).toEpochMilli(),
              BEGIN.minusSeconds(60).toEpochMilli());
      assertThat(store.changes(before, 1)).hasSize(1);
      assertThat(store.changes(before + 2, 1 << 20))
          .as("a batch that holds the one asked for comes whole")
          .extracting(Change::first)
          .containsExactly(before + 2, before + 4);
      assertThat(store.changes(store.lastChange(), 1 << 20)).isEmpty();
    }
  }

  @Test
  void changes_areReadAgain_afterARestart_andAfterTheirRowsAreTables() {
    Path directory = root.resolve("store");
    long before;
    String history;
    try (RocksStore store = open(directory)) {
      before = store.lastChange();
      history = store.history();
      put(store, "a", "1");
    }
    try (RocksStore store = open(directory)) {
      put(store, "b", "2");
      store.snapshot(root.resolve("copy")); // writes what is in memory as tables
      put(store, "c", "3");

      assertThat(store.history()).isEqualTo(history);
      List<Change> changes = store.changes(before, 1 << 20);
      assertThat(changes.getFirst().first()).isEqualTo(before + 1);
      assertThat(changes.getLast().last()).isEqualTo(store.lastChange());
      for (int i = 1; i < changes.size(); i++) {
        assertThat(changes.get(i).first()).isEqualTo(changes.get(i - 1).last() + 1);
      }
    }
  }

  @Test
  void replay_bringsACopyToWhereTheOriginalIs_conditionalWritesAndBodiesToo() {
    Path copy = root.resolve("copy");
    OperationId operation = new OperationId(1, 2);
    List<NamedChange> changes;
    List<String> there;
    String history;
    try (RocksStore store = open(root.resolve("store"))) {
      put(store, "a", "1");
      put(store, "b", "1");
      store.snapshot(copy);
      long copied = RocksStore.lastChange(copy, TABLES);
      assertThat(copied).isEqualTo(store.lastChange());
      await(store.write(List.of(new Write.Delete(key("a")))));
      await(
          store.compareAndSet(
              state(), null, List.of(new Write.Put(state(), bytes("2"))), operation));
      await(
          store.write(
              List.of(new Write.Put(Key.of(BODIES, bytes("x")), bytes("y".repeat(3_000))))));
      changes = named(store, copied - 1);
      there = rows(store);
      history = store.history();

      assertThat(RocksStore.replay(copy, TABLES, copied, changes.iterator())).isEqualTo(3);
    }
    try (RocksStore store = open(copy)) {
      assertThat(rows(store)).isEqualTo(there).containsExactly("b=1");
      assertThat(store.get(state())).isEqualTo(bytes("2"));
      assertThat(store.get(Key.of(BODIES, bytes("x")))).hasSize(3_000);
      assertThat(
              await(
                  store.compareAndSet(
                      state(), null, List.of(new Write.Put(state(), bytes("2"))), operation)))
          .as("the same operation, sent again")
          .isInstanceOf(CasResult.Applied.class);
      assertThat(store.history()).as("what follows is another history").isNotEqualTo(history);
    }
  }

  @Test
  void changes_passOverABatchInWhichEveryConditionalCallConflicted() {
    try (RocksStore store = open(root.resolve("store"))) {
      long before = store.lastChange();
      put(store, "a", "1");
      CasResult conflict =
          await(
              store.compareAndSet(
                  state(),
                  bytes("something"),
                  List.of(new Write.Put(state(), bytes("2"))),
                  new OperationId(1, 2)));
      put(store, "b", "2");

      assertThat(conflict).isInstanceOf(CasResult.Conflict.class);
      assertThat(store.changes(before, 1 << 20))
          .extracting(Change::last)
          .containsExactly(before + 1, before + 2);
    }
  }

  @Test
  void replay_runAgain_endsWithTheSame() {
    Path copy = root.resolve("copy");
    try (RocksStore store = open(root.resolve("store"))) {
      store.snapshot(copy);
      long copied = RocksStore.lastChange(copy, TABLES);
      IntStream.range(0, 20).forEach(i -> put(store, "k" + i % 3, "" + i));
      List<NamedChange> changes = named(store, copied);
      RocksStore.replay(copy, TABLES, copied, changes.subList(0, 7).iterator());
      RocksStore.replay(copy, TABLES, copied, changes.iterator());
    }
    try (RocksStore store = open(copy)) {
      assertThat(rows(store)).containsExactly("k0=18", "k1=19", "k2=17");
    }
  }

  @Test
  void replay_withSomethingMissing_isRefused() {
    Path copy = root.resolve("copy");
    try (RocksStore store = open(root.resolve("store"))) {
      store.snapshot(copy);
      long copied = RocksStore.lastChange(copy, TABLES);
      put(store, "a", "1");
      put(store, "b", "2");
      put(store, "c", "3");
      List<NamedChange> changes = new ArrayList<>(named(store, copied));
      changes.remove(1);
      assertThatThrownBy(() -> RocksStore.replay(copy, TABLES, copied, changes.iterator()))
          .isInstanceOf(StoreException.Corrupt.class)
          .hasMessage("changes " + (copied + 2) + " to " + (copied + 2) + " are missing");
    }
  }

  @Test
  void changes_ofAStoreThatKeepsNone_areRefused() {
    try (RocksStore store = RocksStore.open(root.resolve("store"), TABLES)) {
      assertThatThrownBy(() -> store.changes(0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the store was opened without keeping its changes");
    }
  }
}
