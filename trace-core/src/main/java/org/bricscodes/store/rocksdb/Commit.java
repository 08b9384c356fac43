package org.bricscodes.store.rocksdb;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One group of calls on its way into one {@link WriteBatch}. Conditional calls are decided in
 * order, each seeing what those before it in the group will have changed.
 */
final class Commit implements AutoCloseable {

  private final Database database;
  private final WriteBatch batch = new WriteBatch();
  private final Map<Key, Optional<byte[]>> changed = new HashMap<>();
  private final Map<Key, OperationId> operations = new HashMap<>();

  Commit(Database database) {
    this.database = database;
  }

  WriteBatch batch() {
    return batch;
  }

  void add(Call.Plain call) throws RocksDBException {
    put(call.writes());
  }

  /** Decides a conditional call; the answer becomes true when the batch is durable. */
  CasResult add(Call.Conditional call) throws RocksDBException {
    if (call.operation().equals(operation(call.key()))) {
      return new CasResult.Applied();
    }
    byte[] current = current(call.key());
    if (!Arrays.equals(current, call.expected())) {
      return new CasResult.Conflict(current == null ? null : current.clone());
    }
    put(call.writes());
    for (Write write : call.writes()) {
      changed.put(
          write.key(),
          switch (write) {
            case Write.Put put -> Optional.of(put.value());
            case Write.Delete _ -> Optional.empty();
          });
    }
    operations.put(call.key(), call.operation());
    database.putOperation(batch, call.key(), call.operation());
    return new CasResult.Applied();
  }

  @Override
  public void close() {
    batch.close();
  }

  private void put(List<Write> writes) throws RocksDBException {
    for (Write write : writes) {
      database.put(batch, write);
    }
  }

  private byte @Nullable [] current(Key key) throws RocksDBException {
    Optional<byte[]> pending = changed.get(key);
    return pending == null ? database.get(key) : pending.orElse(null);
  }

  private @Nullable OperationId operation(Key key) throws RocksDBException {
    OperationId pending = operations.get(key);
    return pending == null ? database.operation(key) : pending;
  }
}
