package org.bricscodes.store.rocksdb;

import java.nio.file.Path;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndexPropertyTest;
import org.junit.jupiter.api.io.TempDir;

class RocksTermIndexPropertyTest extends TermIndexPropertyTest {

  @TempDir Path directory = Path.of("");

  @Override
  protected Store create() {
    return RocksStore.open(directory, tables());
  }
}
