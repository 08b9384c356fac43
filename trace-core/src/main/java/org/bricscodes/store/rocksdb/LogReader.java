package org.bricscodes.store.rocksdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.TransactionLogIterator;
import org.rocksdb.WriteBatch;

/** Reads batches back from RocksDB's log files, and the mark of time in each. */
final class LogReader {

  private static final int ATTEMPTS = 5;

  private LogReader() {}

  /** What a batch carries besides its rows; it is in the log alone. */
  static byte[] mark(long millis) {
    return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
  }

  /** See {@link RocksStore#changes}. */
  static List<Change> after(RocksDB db, long after, long bytes) throws RocksDBException {
    for (int attempt = 1; ; attempt++) {
      List<Change> changes = new ArrayList<>();
      try {
        if (db.getLatestSequenceNumber() > after) {
          read(db, after, bytes, changes);
        }
        return changes;
      } catch (RocksDBException e) {
        // A log file was begun or put aside meanwhile. What was read until then is whole.
        if (!isPassing(e) || (changes.isEmpty() && attempt == ATTEMPTS)) {
          throw e;
        }
        if (!changes.isEmpty()) {
          return changes;
        }
      }
    }
  }

  private static boolean isPassing(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.TryAgain;
  }

  private static void read(RocksDB db, long after, long bytes, List<Change> changes)
      throws RocksDBException {
    long size = 0;
    try (TransactionLogIterator batches = db.getUpdatesSince(after + 1)) {
      while (batches.isValid() && size < bytes) {
        TransactionLogIterator.BatchResult found = batches.getBatch();
        try (WriteBatch batch = found.writeBatch()) {
          long first = found.sequenceNumber();
          int count = batch.count();
          long last = first + count - 1;
          // Where every conditional call of a group conflicts, its batch holds the mark alone.
          if (count > 0 && last > after) {
            byte[] data = batch.data();
            changes.add(new Change(first, last, millis(batch), data));
            size += data.length;
          }
        }
        batches.next();
      }
      if (size < bytes) {
        batches.status();
      }
    }
  }

  private static long millis(WriteBatch batch) throws RocksDBException {
    try (Marks marks = new Marks()) {
      batch.iterate(marks);
      return marks.millis;
    }
  }

  /** Stops at the mark, which comes first. */
  private static final class Marks extends BatchHandler {
    private long millis;
    private boolean done;

    @Override
    public void logData(byte[] data) {
      millis = data.length == Long.BYTES ? ByteBuffer.wrap(data).getLong() : 0;
      done = true;
    }

    @Override
    public void put(int family, byte[] key, byte[] value) {
      done = true;
    }

    @Override
    public void delete(int family, byte[] key) {
      done = true;
    }

    @Override
    public boolean shouldContinue() {
      return !done;
    }
  }
}
