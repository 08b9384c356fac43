package org.bricscodes.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;

/**
 * A store in a directory of its own.
 *
 * @param disk writes a batch straight to RocksDB, past the committer
 */
record BenchedStore(Path directory, RocksStore store, Committer.Disk disk, TermIndex index)
    implements AutoCloseable {

  static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  static final Table TERMS = new Table("terms", Table.Shape.POSTINGS);

  static BenchedStore open() throws IOException {
    Path directory = Files.createTempDirectory("store-benchmark");
    AtomicReference<Committer.Disk> disk = new AtomicReference<>();
    RocksStore store =
        RocksStore.open(
            directory.resolve("store"),
            Set.of(BODIES, TERMS),
            RocksSettings.DEFAULT,
            to -> {
              disk.set(to);
              return to;
            });
    return new BenchedStore(directory, store, disk.get(), new TermIndex(store, TERMS));
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
