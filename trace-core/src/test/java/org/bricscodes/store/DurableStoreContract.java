package org.bricscodes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is also promised by a store that outlives its process. */
public abstract class DurableStoreContract extends StoreContract {

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
