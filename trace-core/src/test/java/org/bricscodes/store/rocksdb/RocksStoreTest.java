package org.bricscodes.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.bricscodes.store.DurableStoreContract;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest extends DurableStoreContract {

  @TempDir Path directory = Path.of("");

  @Override
  protected Store create() {
    return RocksStore.open(directory.resolve("deep").resolve("store"), TABLES);
  }

  @Override
  protected Store reopen() {
    return create();
  }

  @Test
  void write_toAFullQueue_isOverloadedAndWritesNothing() throws Exception {
    store.close();
    Path other = directory.resolve("small");
    store =
        RocksStore.open(other, TABLES, new RocksSettings(1 << 20, 4, 1 << 20, 2, Optional.empty()));
    CountDownLatch release = new CountDownLatch(1);
    holdTheCommitter(release);

    List<CompletionStage<?>> accepted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      accepted.add(store.write(List.of(put(ROWS, "p", "s" + i, "v"))));
    }
    CompletionStage<?> refused = store.write(List.of(put(ROWS, "p", "refused", "v")));

    assertThatThrownBy(() -> await(refused))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreException.Overloaded.class);
    assertThat(store.health().queuedCalls()).isEqualTo(5);
    release.countDown();
    for (CompletionStage<?> stage : accepted) {
      await(stage);
    }
    assertThat(sorts(store.scan(Scan.of(ROWS, bytes("p"), 10))))
        .containsExactly("s0", "s1", "s2", "s3");
  }

  @Test
  void write_toAQueueFullOfBytes_isOverloaded() throws Exception {
    store.close();
    Path other = directory.resolve("small");
    store =
        RocksStore.open(other, TABLES, new RocksSettings(1 << 20, 100, 1_000, 2, Optional.empty()));
    CountDownLatch release = new CountDownLatch(1);
    holdTheCommitter(release);

    CompletionStage<?> largerThanTheQueue =
        store.write(List.of(put(BODIES, "p", "a", "x".repeat(5_000))));
    CompletionStage<?> refused = store.write(List.of(put(BODIES, "p", "b", "x")));
    release.countDown();

    assertThatThrownBy(() -> await(refused)).hasCauseInstanceOf(StoreException.Overloaded.class);
    await(largerThanTheQueue);
    assertThat(sorts(store.scan(Scan.of(BODIES, bytes("p"), 10)))).containsExactly("a");
  }

  @Test
  void close_byACallback_isRefusedAndHarmless() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletionStage<?> stage = holdTheCommitter(release).thenRun(store::close);
    release.countDown();

    assertThatThrownBy(() -> await(stage)).hasCauseInstanceOf(IllegalStateException.class);
    await(store.write(List.of(put(ROWS, "p", "s", "v"))));
  }

  @Test
  void open_whileOpen_saysWhoHasIt() {
    assertThatThrownBy(this::create)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("deep/store is in use by this process; stop it or choose another");
  }

  @Test
  void open_withANewTable_makesIt() throws Exception {
    await(store.write(List.of(put(ROWS, "p", "s", "v"))));
    store.close();
    Table added = new Table("added", Table.Shape.POSTINGS);
    Set<Table> more = new HashSet<>(TABLES);
    more.add(added);

    store = RocksStore.open(directory.resolve("deep").resolve("store"), more);

    await(store.write(List.of(put(added, "p", "s", ""))));
    assertThat(store.get(key(added, "p", "s"))).isEmpty();
    assertThat(text(store.get(key(ROWS, "p", "s")))).isEqualTo("v");
  }

  @Test
  void open_withoutATableItHolds_isRefusedAndHarmless() {
    store.close();
    Path path = directory.resolve("deep").resolve("store");

    assertThatThrownBy(() -> RocksStore.open(path, Set.of(ROWS, BODIES, STATES)))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the store holds table postings, which this program does not know");
    store = RocksStore.open(path, TABLES);
    assertThat(store.health().state()).isEqualTo(StoreHealth.State.SERVING);
  }

  @Test
  void open_tableOfAnotherShape_isRefused() {
    store.close();
    Path path = directory.resolve("deep").resolve("store");
    Table reshaped = new Table("postings", Table.Shape.ROWS);

    assertThatThrownBy(() -> RocksStore.open(path, Set.of(ROWS, BODIES, STATES, reshaped)))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("table postings was made as POSTINGS and is opened as ROWS");
  }

  @Test
  void open_headlessRemains_isRefused() throws IOException {
    Path remains = Files.createDirectory(directory.resolve("remains"));
    Files.writeString(remains.resolve("000012.sst"), "rows");

    assertThatThrownBy(() -> RocksStore.open(remains, TABLES))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("holds data files and no CURRENT file");
  }

  @Test
  void open_onAFile_isUnavailable() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");

    assertThatThrownBy(() -> RocksStore.open(file, TABLES))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("cannot use store directory");
  }

  /** Blocks the committing thread in a callback until {@code release}. */
  private CompletionStage<?> holdTheCommitter(CountDownLatch release) throws Exception {
    Thread test = Thread.currentThread();
    CountDownLatch held = new CountDownLatch(1);
    while (true) {
      CompletionStage<Boolean> holding =
          store
              .write(List.of(put(ROWS, "held", "", "")))
              .thenApply(
                  nothing -> {
                    if (Thread.currentThread().equals(test)) {
                      // The write was done before the callback was attached: once more.
                      return false;
                    }
                    held.countDown();
                    awaitQuietly(release);
                    return true;
                  });
      if (!holding.toCompletableFuture().isDone()) {
        held.await();
        return holding;
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
