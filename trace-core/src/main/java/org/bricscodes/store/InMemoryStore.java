package org.bricscodes.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The contract in its plainest form: every rule of {@link Store} but durability, which ends with
 * the process. Engines are compared with it, and code above the contract is tested on it. Writing
 * calls take effect, and their stages complete, before they return; it is never overloaded.
 */
public final class InMemoryStore implements Store {

  private static final byte[] LOWEST = {0};

  private final Admission admission;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** By table and partition, in that order, so that a sweep finds where it was. */
  private final NavigableMap<Key, NavigableMap<byte[], byte[]>> partitions =
      new TreeMap<>(
          Comparator.comparing((Key key) -> key.table().name())
              .thenComparing(Key::partition, Arrays::compareUnsigned));

  private final Map<Key, OperationId> operations = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param tables all that will be used
   */
  public InMemoryStore(Set<Table> tables) {
    admission = new Admission(tables);
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("memory", 1, 1, true);
  }

  @Override
  public StoreHealth health() {
    StoreHealth.State state = closed ? StoreHealth.State.CLOSED : StoreHealth.State.SERVING;
    return new StoreHealth(state, 0, "");
  }

  @Override
  public byte @Nullable [] get(Key key) {
    admission.read(key);
    lock.readLock().lock();
    try {
      requireOpen();
      byte[] value = value(key);
      return value == null ? null : value.clone();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    admission.read(keys);
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (Key key : keys) {
      values.add(get(key));
    }
    return values;
  }

  @Override
  public Page scan(Scan scan) {
    admission.read(scan);
    lock.readLock().lock();
    try {
      requireOpen();
      return page(scan, range(scan));
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public List<Page> scanAll(List<Scan> scans) {
    admission.readAll(scans);
    return scans.stream().map(this::scan).toList();
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    admission.read(sweep);
    byte[] after = sweep.after();
    Key last = after == null ? null : SweepCursor.parse(sweep.table(), after);
    lock.readLock().lock();
    try {
      requireOpen();
      return page(sweep, last);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    admission.write(writes);
    lock.writeLock().lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(unavailable());
      }
      apply(writes);
      return CompletableFuture.completedFuture(null);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    admission.compareAndSet(key, writes);
    lock.writeLock().lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(unavailable());
      }
      if (operation.equals(operations.get(key))) {
        return CompletableFuture.completedFuture(new CasResult.Applied());
      }
      byte[] current = value(key);
      if (!Arrays.equals(current, expected)) {
        byte[] copy = current == null ? null : current.clone();
        return CompletableFuture.completedFuture(new CasResult.Conflict(copy));
      }
      apply(writes);
      operations.put(key, operation);
      return CompletableFuture.completedFuture(new CasResult.Applied());
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      partitions.clear();
      operations.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void apply(List<Write> writes) {
    for (Write write : writes) {
      NavigableMap<byte[], byte[]> rows =
          partitions.computeIfAbsent(
              Key.of(write.key().table(), write.key().partition()), partition -> empty());
      switch (write) {
        case Write.Put put -> rows.put(put.key().sort().clone(), put.value().clone());
        case Write.Delete delete -> rows.remove(delete.key().sort());
      }
    }
  }

  private byte @Nullable [] value(Key key) {
    NavigableMap<byte[], byte[]> rows = partitions.get(Key.of(key.table(), key.partition()));
    return rows == null ? null : rows.get(key.sort());
  }

  private NavigableMap<byte[], byte[]> range(Scan scan) {
    NavigableMap<byte[], byte[]> rows =
        partitions.getOrDefault(Key.of(scan.table(), scan.partition()), empty());
    byte[] from = scan.from();
    byte[] to = scan.to();
    byte[] after = scan.after();
    if (from != null) {
      rows = rows.tailMap(from, true);
    }
    // Bounds that contradict each other are an empty range here, not a mistake.
    if (to != null) {
      rows =
          from != null && Arrays.compareUnsigned(from, to) >= 0 ? empty() : rows.headMap(to, false);
    }
    return switch (scan.order()) {
      case ASCENDING -> behind(rows, after);
      case DESCENDING -> behind(rows.descendingMap(), after);
    };
  }

  private static NavigableMap<byte[], byte[]> behind(
      NavigableMap<byte[], byte[]> rows, byte @Nullable [] after) {
    if (after == null || rows.isEmpty()) {
      return rows;
    }
    byte[] lower = rows.higherKey(after);
    return lower == null ? empty() : rows.tailMap(lower, true);
  }

  private static Page page(Scan scan, NavigableMap<byte[], byte[]> range) {
    List<Page.Row> rows = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<byte[], byte[]> row : range.entrySet()) {
      if (rows.size() == scan.limit() || bytes >= Limits.MAX_PAGE_BYTES) {
        return new Page(rows, rows.getLast().sort().clone());
      }
      rows.add(new Page.Row(row.getKey().clone(), row.getValue().clone()));
      bytes += row.getValue().length;
    }
    return new Page(rows, null);
  }

  /** Rows of the sweep's table behind {@code last}; null: from its first. */
  private SweepPage page(Sweep sweep, @Nullable Key last) {
    List<SweepPage.Entry> page = new ArrayList<>();
    long bytes = 0;
    Key from = last == null ? Key.of(sweep.table(), LOWEST) : last;
    for (Map.Entry<Key, NavigableMap<byte[], byte[]>> each :
        partitions.tailMap(Key.of(sweep.table(), from.partition()), true).entrySet()) {
      if (!each.getKey().table().equals(sweep.table())) {
        break;
      }
      byte[] partition = each.getKey().partition();
      boolean begun = last != null && Arrays.equals(partition, last.partition());
      byte[] sort = begun && last != null ? last.sort() : null;
      for (Map.Entry<byte[], byte[]> row : behind(each.getValue(), sort).entrySet()) {
        if (page.size() == sweep.limit() || bytes >= Limits.MAX_PAGE_BYTES) {
          return new SweepPage(page, SweepCursor.behind(page.getLast().key()));
        }
        Key key = new Key(sweep.table(), partition.clone(), row.getKey().clone());
        page.add(new SweepPage.Entry(key, row.getValue().clone()));
        bytes += row.getValue().length;
      }
    }
    return new SweepPage(page, null);
  }

  private static NavigableMap<byte[], byte[]> empty() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  private void requireOpen() {
    if (closed) {
      throw unavailable();
    }
  }

  private static StoreException.Unavailable unavailable() {
    return new StoreException.Unavailable("the store is closed");
  }
}
