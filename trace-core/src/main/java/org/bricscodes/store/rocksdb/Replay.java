package org.bricscodes.store.rocksdb;

import java.util.Iterator;
import java.util.Map;
import org.bricscodes.store.StoreException;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes changes of another store's log into a copy of that store, batch by batch. Families are
 * found by name, since the numbers they go by in the log are those of the store that wrote it.
 */
final class Replay {

  private final Database database;

  Replay(Database database) {
    this.database = database;
  }

  /**
   * Applies those behind {@code copied}, and makes them durable. The store's own count is not
   * asked: opening it may have written a row, and what a crash left of an earlier run is written
   * over.
   *
   * @param copied the newest change that the copy was made with
   * @param changes in order; the first may begin in what the copy holds
   * @return how many batches were applied
   * @throws StoreException.Corrupt if one does not read, or something is missing between two
   */
  long run(long copied, Iterator<NamedChange> changes) throws RocksDBException {
    long held = copied;
    long applied = 0;
    while (changes.hasNext()) {
      NamedChange next = changes.next();
      if (next.change().last() <= held) {
        continue;
      }
      if (next.change().first() > held + 1) {
        throw new StoreException.Corrupt(
            "changes " + (held + 1) + " to " + (next.change().first() - 1) + " are missing");
      }
      apply(next);
      held = next.change().last();
      applied++;
    }
    database.forgetHistory();
    return applied;
  }

  private void apply(NamedChange next) throws RocksDBException {
    try (WriteBatch read = new WriteBatch(next.change().batch());
        WriteBatch written = new WriteBatch();
        Copying copying = new Copying(next.families(), written)) {
      if (read.count() != next.change().last() - next.change().first() + 1) {
        throw new StoreException.Corrupt("change " + next.change().first() + " does not read");
      }
      read.iterate(copying);
      database.writeLater(written);
    }
  }

  private final class Copying extends BatchHandler {
    private final Map<Integer, String> names;
    private final WriteBatch to;

    Copying(Map<Integer, String> names, WriteBatch to) {
      this.names = names;
      this.to = to;
    }

    @Override
    public void put(int family, byte[] key, byte[] value) throws RocksDBException {
      to.put(handle(family), key, value);
    }

    @Override
    public void delete(int family, byte[] key) throws RocksDBException {
      to.delete(handle(family), key);
    }

    @Override
    public void logData(byte[] data) {}

    private ColumnFamilyHandle handle(int family) {
      String name = names.get(family);
      ColumnFamilyHandle handle = name == null ? null : database.family(name);
      if (handle == null) {
        throw new StoreException.Corrupt(
            "a change is of a table this program does not know: " + name);
      }
      return handle;
    }
  }
}
