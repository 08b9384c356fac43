package org.bricscodes.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** A write fails, stored or not: the store must end, and open again with the truth. */
class FailedWriteTest {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);

  @TempDir Path directory = Path.of("");

  @Test
  void write_failedAndNotStored_endsWritingUntilReopened() {
    failedWriteEndsWriting(
        disk ->
            batch -> {
              throw new RocksDBException("no space left on device");
            });

    try (Store again = RocksStore.open(directory, Set.of(ROWS))) {
      assertThat(again.get(key("lost"))).isNull();
      again.write(put("next")).toCompletableFuture().join();
      assertThat(again.get(key("next"))).isNotNull();
    }
  }

  @Test
  void write_failedButStored_endsWritingAndIsThereWhenReopened() {
    failedWriteEndsWriting(
        disk ->
            batch -> {
              disk.write(batch);
              throw new RocksDBException("answer lost");
            });

    try (Store again = RocksStore.open(directory, Set.of(ROWS))) {
      assertThat(again.get(key("lost"))).isNotNull();
    }
  }

  private void failedWriteEndsWriting(UnaryOperator<Committer.Disk> between) {
    try (Store store = RocksStore.open(directory, Set.of(ROWS))) {
      store.write(put("before")).toCompletableFuture().join();
    }
    try (Store store = RocksStore.open(directory, Set.of(ROWS), RocksSettings.DEFAULT, between)) {
      CompletionStage<?> failed = store.write(put("lost"));

      assertUnavailable(failed);
      assertUnavailable(store.write(put("later")));
      assertThat(store.get(key("before"))).as("readers went down with the disk").isNotNull();
      assertThat(store.get(key("later"))).isNull();
      assertThat(store.health().state()).isEqualTo(StoreHealth.State.FAILED);
    }
  }

  private static void assertUnavailable(CompletionStage<?> stage) {
    assertThatThrownBy(() -> stage.toCompletableFuture().join())
        .hasCauseInstanceOf(StoreException.Unavailable.class)
        .cause()
        .hasMessage("a write to the store failed; open the store again to continue");
  }

  private static List<Write> put(String sort) {
    return List.of(new Write.Put(key(sort), "v".getBytes(UTF_8)));
  }

  private static Key key(String sort) {
    return new Key(ROWS, "p".getBytes(UTF_8), sort.getBytes(UTF_8));
  }
}
