package org.bricscodes.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Rows in terms of RocksDB: which family, which key. Knows nothing of threads or of closing. */
final class Database {

  /** RocksDB's own family holds the schema. */
  static final String DEFAULT_FAMILY =
      new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8);

  /** For each row changed by compare-and-set, the operation that did. Not a table's name. */
  static final String OPERATIONS_FAMILY = "_operations";

  /** In RocksDB's own family: which history the changes of this store belong to. */
  private static final byte[] HISTORY = "history".getBytes(StandardCharsets.US_ASCII);

  private final RocksDB db;
  private final Map<String, ColumnFamilyHandle> names;
  private final Map<Table, ColumnFamilyHandle> families;
  private final ColumnFamilyHandle operations;
  private final WriteOptions synced;
  private final WriteOptions later;
  private final ReadOptions reads;

  Database(
      RocksDB db,
      Map<String, ColumnFamilyHandle> names,
      Map<Table, ColumnFamilyHandle> families,
      ColumnFamilyHandle operations,
      Natives natives) {
    this.db = db;
    this.names = Map.copyOf(names);
    this.families = Map.copyOf(families);
    this.operations = operations;
    this.synced = natives.keep(new WriteOptions()).setSync(true);
    this.later = natives.keep(new WriteOptions());
    this.reads = natives.keep(new ReadOptions());
  }

  byte @Nullable [] get(Key key) throws RocksDBException {
    return db.get(family(key.table()), reads, RowKey.of(key.partition(), key.sort()));
  }

  List<byte @Nullable []> getAll(List<Key> keys) throws RocksDBException {
    if (keys.isEmpty()) {
      return new ArrayList<>();
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>(keys.size());
    List<byte[]> rows = new ArrayList<>(keys.size());
    for (Key key : keys) {
      handles.add(family(key.table()));
      rows.add(RowKey.of(key.partition(), key.sort()));
    }
    return new ArrayList<>(db.multiGetAsList(reads, handles, rows));
  }

  RocksIterator iterator(Table table, ReadOptions options) {
    return db.newIterator(family(table), options);
  }

  /** The operation that last changed this row, or null. */
  @Nullable OperationId operation(Key key) throws RocksDBException {
    byte[] value = db.get(operations, reads, operationKey(key));
    return value == null
        ? null
        : new OperationId(OrderedBytes.toUnsigned(value, 0), OrderedBytes.toUnsigned(value, 8));
  }

  void putOperation(WriteBatch batch, Key key, OperationId operation) throws RocksDBException {
    byte[] value = new byte[16];
    OrderedBytes.putUnsigned(value, 0, operation.high());
    OrderedBytes.putUnsigned(value, 8, operation.low());
    batch.put(operations, operationKey(key), value);
  }

  void put(WriteBatch batch, Write write) throws RocksDBException {
    Key key = write.key();
    byte[] row = RowKey.of(key.partition(), key.sort());
    switch (write) {
      case Write.Put put -> batch.put(family(key.table()), row, put.value());
      case Write.Delete _ -> batch.delete(family(key.table()), row);
    }
  }

  /** Makes a batch durable, then visible, as one. */
  void write(WriteBatch batch) throws RocksDBException {
    db.write(synced, batch);
  }

  /** As {@link #write}, durable with the next that is. */
  void writeLater(WriteBatch batch) throws RocksDBException {
    db.write(later, batch);
  }

  /** The number of the newest change. */
  long lastChange() {
    return db.getLatestSequenceNumber();
  }

  /** See {@link RocksStore#changes}. */
  List<Change> changes(long after, long bytes) throws RocksDBException {
    return LogReader.after(db, after, bytes);
  }

  /** The names of all families, by the numbers they go by in the log. */
  Map<Integer, String> familyNames() {
    Map<Integer, String> numbered = new TreeMap<>();
    names.forEach((name, handle) -> numbered.put(handle.getID(), name));
    return numbered;
  }

  @Nullable ColumnFamilyHandle family(String name) {
    return names.get(name);
  }

  /** The history of this store, begun if it has none. */
  String history(RandomGenerator random) throws RocksDBException {
    byte[] row = db.get(HISTORY);
    if (row == null) {
      row = new byte[16];
      random.nextBytes(row);
      db.put(synced, HISTORY, row);
    }
    return HexFormat.of().formatHex(row);
  }

  /** What is written from here on belongs to none before. Makes all there is durable. */
  void forgetHistory() throws RocksDBException {
    db.delete(synced, HISTORY);
  }

  void snapshot(Path folder) throws RocksDBException {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(folder.toString());
    }
  }

  private ColumnFamilyHandle family(Table table) {
    ColumnFamilyHandle family = families.get(table);
    if (family == null) {
      throw new IllegalStateException("a table passed admission and has no family");
    }
    return family;
  }

  private static byte[] operationKey(Key key) {
    return OrderedBytes.concat(
        OrderedBytes.ofText(key.table().name()), RowKey.of(key.partition(), key.sort()));
  }
}
