package org.bricscodes.store.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * Brings a directory up: makes or opens RocksDB in it, and refuses what this program would misread.
 *
 * <p>Order, and what a crash between the steps leaves: families are made, then the schema is
 * recorded, then the first row may be written. A family without a record is therefore empty and
 * made anew; a recorded table without a family is damage.
 */
final class Opening {

  private static final long MIB = 1L << 20;

  private final Path directory;
  private final Set<Table> tables;
  private final Natives natives;
  private final Families families;
  private final RocksSettings settings;

  Opening(Path directory, Set<Table> tables, RocksSettings settings, Natives natives) {
    this.directory = directory;
    this.tables = tables;
    this.natives = natives;
    this.settings = settings;
    this.families = new Families(natives, natives.keep(new LRUCache(settings.cacheBytes())));
  }

  /**
   * Opens.
   *
   * @throws StoreException.Unavailable if another process holds the directory or the disk fails
   * @throws StoreException.Corrupt if what is there is not a store of these tables
   */
  Database database() {
    try {
      createDirectory();
      requireNoRemains();
      return open();
    } catch (RocksDBException e) {
      throw explained(e);
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot use store directory " + directory, e);
    }
  }

  /**
   * Opens what is there for reading alone; nothing is made or changed.
   *
   * @throws StoreException.Corrupt if it is not a store of these tables
   */
  Database readOnly() {
    try {
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      wantedFamilies()
          .forEach(
              (name, options) ->
                  descriptors.add(
                      new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options)));
      List<ColumnFamilyHandle> opened = new ArrayList<>();
      DBOptions options = options().setCreateIfMissing(false).setCreateMissingColumnFamilies(false);
      RocksDB db =
          natives.keep(RocksDB.openReadOnly(options, directory.toString(), descriptors, opened));
      Map<String, ColumnFamilyHandle> handles = new HashMap<>();
      for (int i = 0; i < descriptors.size(); i++) {
        handles.put(
            new String(descriptors.get(i).getName(), StandardCharsets.UTF_8),
            natives.keep(opened.get(i)));
      }
      byte[] record = db.get(Schema.KEY);
      if (record == null) {
        throw new StoreException.Corrupt(directory + " holds no store");
      }
      Schema.parse(record).requireReadableAs(Schema.of(tables));
      Map<Table, ColumnFamilyHandle> byTable = new HashMap<>();
      for (Table table : tables) {
        byTable.put(table, named(handles, table.name()));
      }
      return new Database(
          db, handles, byTable, named(handles, Database.OPERATIONS_FAMILY), natives);
    } catch (RocksDBException e) {
      throw explained(e);
    }
  }

  private Database open() throws RocksDBException, IOException {
    Map<String, ColumnFamilyOptions> wanted = wantedFamilies();
    List<String> present = presentFamilies();
    for (String name : present) {
      wanted.putIfAbsent(name, families.plain());
    }
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    wanted.forEach(
        (name, options) ->
            descriptors.add(
                new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options)));
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    RocksDB db = natives.keep(RocksDB.open(options(), directory.toString(), descriptors, opened));
    Map<String, ColumnFamilyHandle> handles = new HashMap<>();
    for (int i = 0; i < descriptors.size(); i++) {
      handles.put(
          new String(descriptors.get(i).getName(), StandardCharsets.UTF_8),
          natives.keep(opened.get(i)));
    }
    Owner.record(directory);
    settleSchema(db, present, handles);
    Map<Table, ColumnFamilyHandle> byTable = new HashMap<>();
    for (Table table : tables) {
      byTable.put(table, named(handles, table.name()));
    }
    return new Database(db, handles, byTable, named(handles, Database.OPERATIONS_FAMILY), natives);
  }

  private void settleSchema(
      RocksDB db, List<String> present, Map<String, ColumnFamilyHandle> handles)
      throws RocksDBException {
    Schema wanted = Schema.of(tables);
    byte[] record = db.get(Schema.KEY);
    Schema recorded = record == null ? new Schema(Schema.VERSION, Map.of()) : Schema.parse(record);
    recorded.requireReadableAs(wanted);
    for (String name : recorded.tables().keySet()) {
      if (!present.contains(name)) {
        throw new StoreException.Corrupt("table " + name + " is recorded, but its rows are gone");
      }
    }
    for (String name : present) {
      if (isLeftOver(name)) {
        db.dropColumnFamily(named(handles, name));
      }
    }
    if (!recorded.equals(wanted)) {
      try (WriteOptions synced = new WriteOptions().setSync(true)) {
        db.put(synced, Schema.KEY, wanted.bytes());
      }
    }
  }

  /** Made by a process that died before it could record it, and not wanted any more. */
  private boolean isLeftOver(String family) {
    return !family.equals(Database.DEFAULT_FAMILY)
        && !family.equals(Database.OPERATIONS_FAMILY)
        && tables.stream().noneMatch(table -> table.name().equals(family));
  }

  private Map<String, ColumnFamilyOptions> wantedFamilies() {
    Map<String, ColumnFamilyOptions> wanted = new LinkedHashMap<>();
    wanted.put(Database.DEFAULT_FAMILY, families.plain());
    wanted.put(Database.OPERATIONS_FAMILY, families.plain());
    for (Table table : tables) {
      wanted.put(table.name(), families.options(table.shape()));
    }
    return wanted;
  }

  private List<String> presentFamilies() throws RocksDBException {
    if (Files.notExists(directory.resolve("CURRENT"))) {
      return List.of();
    }
    try (Options options = new Options()) {
      return RocksDB.listColumnFamilies(options, directory.toString()).stream()
          .map(name -> new String(name, StandardCharsets.UTF_8))
          .toList();
    }
  }

  private DBOptions options() {
    DBOptions options = natives.keep(new DBOptions());
    settings
        .changes()
        .ifPresent(
            changes ->
                options
                    .setWalTtlSeconds(changes.kept().toSeconds())
                    .setWalSizeLimitMB(changes.keptBytes() / MIB));
    return options
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        // An unfinished record at the end of the log was never acknowledged and is dropped; any
        // other damage must stop us, because what follows it was acknowledged. This mode and
        // recycled log files exclude each other.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setListeners(List.of(natives.keep(new NoRecovery())))
        .setMaxBgErrorResumeCount(0)
        .setMaxTotalWalSize(512 * MIB)
        .setBytesPerSync(MIB)
        .setWalBytesPerSync(0)
        .setMaxOpenFiles(-1)
        .setMaxBackgroundJobs(Math.max(2, Runtime.getRuntime().availableProcessors()))
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(4 * MIB)
        .setKeepLogFileNum(4)
        .setStatsDumpPeriodSec(0);
  }

  /** Makes the directory so that its own name survives a power cut too. */
  private void createDirectory() throws IOException {
    List<Path> parents = new ArrayList<>();
    for (Path path = directory.toAbsolutePath();
        path.getParent() != null && Files.notExists(path);
        path = path.getParent()) {
      parents.add(path.getParent());
    }
    Files.createDirectories(directory);
    for (Path parent : parents) {
      try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** RocksDB would begin an empty database amid the files of one that lost its head. */
  private void requireNoRemains() throws IOException {
    if (Files.exists(directory.resolve("CURRENT"))) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.anyMatch(
          file -> file.toString().endsWith(".sst") || file.toString().endsWith(".blob"))) {
        throw new StoreException.Corrupt(
            directory + " holds data files and no CURRENT file; restore it from a backup");
      }
    }
  }

  private StoreException explained(RocksDBException e) {
    Status status = e.getStatus();
    String message = String.valueOf(e.getMessage());
    if (message.contains("LOCK")) {
      return new StoreException.Unavailable(
          "store directory "
              + directory
              + " is in use by "
              + Owner.describe(directory)
              + "; stop it or choose another directory",
          e);
    }
    if (status != null && status.getCode() == Status.Code.IOError) {
      return new StoreException.Unavailable("cannot open the store in " + directory, e);
    }
    return new StoreException.Corrupt("the store in " + directory + " cannot be read", e);
  }

  private static ColumnFamilyHandle named(Map<String, ColumnFamilyHandle> handles, String name) {
    ColumnFamilyHandle handle = handles.get(name);
    if (handle == null) {
      throw new IllegalStateException("family " + name + " was opened and has no handle");
    }
    return handle;
  }
}
