package org.bricscodes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is also promised by a store that outlives its process. */
public abstract class DurableStoreContract extends StoreContract {

  /** Of partitions; a filter of the embedded engine looks at the first sixteen bytes. */
  private static final List<Integer> LENGTHS = List.of(3, 16, 25, 200);

  /** The store {@link #create} made, closed by now, opened again. */
  protected abstract Store reopen() throws Exception;

  @Test
  void write_survivesReopen() throws Exception {
    await(
        store.write(
            List.of(
                put(POSTINGS, "p", "s", ""),
                put(BODIES, "b", "", "x".repeat(2_000)),
                put(ROWS, "r", "s", "value"))));

    closeAndReopen();

    assertThat(store.get(key(POSTINGS, "p", "s"))).isEmpty();
    assertThat(text(store.get(key(BODIES, "b", "")))).isEqualTo("x".repeat(2_000));
    assertThat(text(store.get(key(ROWS, "r", "s")))).isEqualTo("value");
  }

  @Test
  void compareAndSet_survivesReopenWithItsOperation() throws Exception {
    OperationId operation = new OperationId(4, 2);
    Key key = key(STATES, "p", "s");
    await(store.compareAndSet(key, null, List.of(put(STATES, "p", "s", "v1")), operation));

    closeAndReopen();

    assertThat(text(store.get(key))).isEqualTo("v1");
    assertThat(
            await(store.compareAndSet(key, null, List.of(put(STATES, "p", "s", "no")), operation)))
        .isEqualTo(new CasResult.Applied());
    assertThat(text(store.get(key))).isEqualTo("v1");
  }

  @Test
  void close_withCallsInFlight_finishesThem() throws Exception {
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stages.add(store.write(List.of(put(ROWS, "p", "s" + i, "v" + i))));
    }

    closeAndReopen();

    for (CompletionStage<?> stage : stages) {
      await(stage);
    }
    assertThat(store.scan(Scan.of(ROWS, bytes("p"), 1_000)).rows()).hasSize(500);
  }

  /** By then the rows lie in several files. */
  @Test
  void scanAll_afterReopening_givesThePagesThatSingleScansGive() throws Exception {
    RandomScans random = new RandomScans(System.nanoTime(), List.of(ROWS, BODIES, POSTINGS));
    await(store.write(random.rows(false)));
    closeAndReopen();
    await(store.write(random.rows(true)));
    closeAndReopen();

    assertScannedTogetherAsAlone(random.scans(Limits.MAX_SCANS));
    assertScannedTogetherAsAlone(random.scans(Limits.MAX_SCANS));
  }

  @Test
  void sweep_cursor_staysGoodAfterReopen() throws Exception {
    for (int i = 0; i < 50; i++) {
      await(store.write(List.of(put(ROWS, "p" + i, "s", "v" + i))));
    }
    List<String> whole = values(store.sweep(Sweep.of(ROWS, 100)));
    SweepPage first = store.sweep(Sweep.of(ROWS, 20));

    closeAndReopen();

    List<String> parts = new ArrayList<>(values(first));
    parts.addAll(values(store.sweep(Sweep.of(ROWS, 100).after(first.next()))));
    assertThat(parts).isEqualTo(whole).hasSize(50);
  }

  /** By then the rows lie in files, of which most hold nothing of a partition. */
  @Test
  void scan_backwards_isTheWayForwardsTurnedRound_afterReopen() throws Exception {
    for (int file = 0; file < 3; file++) {
      for (int length : LENGTHS) {
        List<Write> writes = new ArrayList<>();
        for (int i = file; i < 60; i += 3) {
          writes.add(put(POSTINGS, "b".repeat(length), "%03d".formatted(i), ""));
        }
        writes.add(put(POSTINGS, "a".repeat(length), "x" + file, ""));
        writes.add(put(POSTINGS, "d".repeat(length), "x" + file, ""));
        await(store.write(writes));
      }
      closeAndReopen();
    }

    for (int length : LENGTHS) {
      for (int limit : List.of(1, 31, 32, 33, 60, 61)) {
        for (String partition : List.of("a", "b", "c", "d")) {
          Scan forwards = Scan.of(POSTINGS, bytes(partition.repeat(length)), limit);
          int rows = partition.equals("b") ? 60 : partition.equals("c") ? 0 : 3;
          assertThat(paged(forwards)).hasSize(rows);
          assertThat(paged(forwards.descending()))
              .as("%s of %d bytes, limit %d", partition, length, limit)
              .isEqualTo(paged(forwards).reversed());
        }
      }
    }
  }

  private static List<String> values(SweepPage page) {
    List<String> values = new ArrayList<>();
    page.rows().forEach(row -> values.add(String.valueOf(text(row.value()))));
    return values;
  }

  private void closeAndReopen() throws Exception {
    store.close();
    store = reopen();
  }
}
