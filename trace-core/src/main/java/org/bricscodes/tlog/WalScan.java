package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one segment's bytes hold.
 *
 * @param first index of the first entry that is or will be in it
 * @param records intact records from the start
 * @param end offset behind the last of them
 * @param rest what follows there
 */
record WalScan(long first, WalFormat.Mark mark, List<WalFormat.Batch> records, int end, Rest rest) {

  /** What lies behind the last intact record. */
  enum Rest {
    /** Only zeros: the segment was closed between two records. */
    EMPTY,
    /** Bytes without any intact record: a write cut off before it was acknowledged. */
    TORN,
    /** Damage with an intact record behind it: an acknowledged record was destroyed. */
    DAMAGED
  }

  /** Empty if the segment has no intact header. */
  static Optional<WalScan> of(byte[] segment) {
    return WalFormat.firstIndex(segment).map(first -> scan(segment, first));
  }

  private static WalScan scan(byte[] segment, long first) {
    WalFormat.Mark mark = WalFormat.mark(segment);
    List<WalFormat.Batch> records = new ArrayList<>();
    int at = WalFormat.HEADER_BYTES;
    Optional<WalFormat.Batch> record = WalFormat.recordAt(segment, at, mark);
    while (record.isPresent()) {
      records.add(record.get());
      at = record.get().end();
      record = WalFormat.recordAt(segment, at, mark);
    }
    return new WalScan(first, mark, records, at, restOf(segment, at, mark));
  }

  private static Rest restOf(byte[] segment, int from, WalFormat.Mark mark) {
    Rest rest = Rest.EMPTY;
    for (int at = from; at < segment.length; at++) {
      if (segment[at] != 0) {
        rest = Rest.TORN;
        if (WalFormat.recordAt(segment, at, mark).isPresent()) {
          return Rest.DAMAGED;
        }
      }
    }
    return rest;
  }

  /** Index behind the last entry, if the records follow each other without gap. */
  Optional<Long> endIndex() {
    long next = first;
    for (WalFormat.Batch record : records) {
      if (record.first() != next || record.entries().isEmpty()) {
        return Optional.empty();
      }
      next = record.last();
    }
    return Optional.of(next);
  }
}
