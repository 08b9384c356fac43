package org.bricscodes.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what every engine refuses alike, so that a caller's mistake fails in the same way on all of
 * them. Each method returns normally or throws {@link IllegalArgumentException}. Safe for use from
 * any thread.
 */
public final class Admission {

  private final Set<Table> tables;

  /**
   * @param tables those named at opening
   */
  public Admission(Set<Table> tables) {
    this.tables = Set.copyOf(tables);
    if (this.tables.stream().map(Table::name).distinct().count() != this.tables.size()) {
      throw new IllegalArgumentException("two tables share a name");
    }
  }

  /** For {@link Store#get}. */
  public void read(Key key) {
    known(key.table());
  }

  /** For {@link Store#getAll}. */
  public void read(List<Key> keys) {
    if (keys.size() > Limits.MAX_BATCH) {
      throw new IllegalArgumentException(
          keys.size() + " keys in one call, at most " + Limits.MAX_BATCH);
    }
    for (Key key : keys) {
      known(key.table());
    }
  }

  /** For {@link Store#scan}. */
  public void read(Scan scan) {
    known(scan.table());
  }

  /** For {@link Store#scanAll}. */
  public void readAll(List<Scan> scans) {
    if (scans.size() > Limits.MAX_SCANS) {
      throw new IllegalArgumentException(
          scans.size() + " scans in one call, at most " + Limits.MAX_SCANS);
    }
    long rows = scans.stream().mapToLong(Scan::limit).sum();
    if (rows > Limits.MAX_PAGE) {
      throw new IllegalArgumentException(
          rows + " rows asked for in one call, at most " + Limits.MAX_PAGE);
    }
    scans.forEach(this::read);
  }

  /** For {@link Store#sweep}. */
  public void read(Sweep sweep) {
    known(sweep.table());
  }

  /** For {@link Store#write}. */
  public void write(List<Write> writes) {
    bounded(writes);
    for (Write write : writes) {
      Table table = write.key().table();
      known(table);
      if (table.shape() == Table.Shape.STATES) {
        throw new IllegalArgumentException(
            "table " + table.name() + " changes by compareAndSet only");
      }
    }
  }

  /** For {@link Store#compareAndSet}. */
  public void compareAndSet(Key key, List<Write> writes) {
    known(key.table());
    if (key.table().shape() != Table.Shape.STATES) {
      throw new IllegalArgumentException(
          "compareAndSet needs a table of shape STATES, not " + key.table().name());
    }
    bounded(writes);
    for (Write write : writes) {
      if (!write.key().table().equals(key.table())
          || !Arrays.equals(write.key().partition(), key.partition())) {
        throw new IllegalArgumentException("compareAndSet writes one partition of one table");
      }
    }
  }

  private void known(Table table) {
    if (!tables.contains(table)) {
      throw new IllegalArgumentException("table " + table.name() + " was not named at opening");
    }
  }

  private static void bounded(List<Write> writes) {
    if (writes.size() > Limits.MAX_WRITES) {
      throw new IllegalArgumentException(
          writes.size() + " writes in one call, at most " + Limits.MAX_WRITES);
    }
    long bytes = 0;
    long keys = 0;
    for (Write write : writes) {
      bytes += write.bytes();
      keys += write.key().bytes();
    }
    if (bytes > Limits.MAX_WRITE_BYTES) {
      throw new IllegalArgumentException(
          bytes + " bytes in one call, at most " + Limits.MAX_WRITE_BYTES);
    }
    if (keys > Limits.MAX_PARTITION_KEYS) {
      eachPartitionBounded(writes);
    }
  }

  private static void eachPartitionBounded(List<Write> writes) {
    Map<Key, Long> partitions = new HashMap<>();
    for (Write write : writes) {
      Key key = write.key();
      long keys =
          partitions.merge(Key.of(key.table(), key.partition()), (long) key.bytes(), Long::sum);
      if (keys > Limits.MAX_PARTITION_KEYS) {
        throw new IllegalArgumentException(
            "more than "
                + Limits.MAX_PARTITION_KEYS
                + " bytes of keys for one partition of "
                + key.table().name()
                + " in one call");
      }
    }
  }
}
