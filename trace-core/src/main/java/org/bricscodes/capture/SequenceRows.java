package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;

/** Reads the sequence of one writer: every event it ever recorded, in the order of recording. */
final class SequenceRows {

  private final Store store;
  private final int writer;

  SequenceRows(Store store, int writer) {
    this.store = store;
    this.writer = writer;
  }

  /**
   * Up to {@code limit} rows from {@code first} on, in order; fewer only at the end, or before rows
   * that are missing at the end of a bucket.
   */
  List<SequenceRow> from(long first, int limit) {
    List<SequenceRow> rows = new ArrayList<>(Math.min(limit, CaptureTables.BUCKET));
    long next = first;
    while (rows.size() < limit) {
      List<SequenceRow> part = inBucket(next, limit - rows.size());
      rows.addAll(part);
      next += part.size();
      // A bucket that ends before its last row is where the sequence ends.
      if (part.isEmpty() || next % CaptureTables.BUCKET != 0) {
        break;
      }
    }
    return rows;
  }

  /** Whether there is no event. */
  boolean isEmpty() {
    return isEmpty(0);
  }

  /**
   * How many events there are.
   *
   * @throws CaptureException.Contradiction if the newest rows have a gap
   */
  long count() {
    if (isEmpty(0)) {
      return 0;
    }
    long start = lastBucket() * CaptureTables.BUCKET;
    return start + inBucket(start, CaptureTables.BUCKET).size();
  }

  /** The place behind the last row there is, whatever is missing before it but a whole bucket. */
  long behindLast() {
    if (isEmpty(0)) {
      return 0;
    }
    Scan last =
        Scan.of(CaptureTables.SEQUENCE, CaptureTables.sequencePartition(writer, lastBucket()), 1)
            .descending();
    return ByteBuffer.wrap(store.scan(last).rows().getFirst().sort()).getLong() + 1;
  }

  /** Of a sequence that is not empty. */
  private long lastBucket() {
    // Buckets fill one after the other, so the last is found by doubling, then by halving.
    long some = 0;
    long none = 1;
    while (!isEmpty(none)) {
      some = none;
      none *= 2;
    }
    while (none - some > 1) {
      long middle = (some + none) >>> 1;
      if (isEmpty(middle)) {
        none = middle;
      } else {
        some = middle;
      }
    }
    return some;
  }

  private boolean isEmpty(long bucket) {
    return store
        .scan(Scan.of(CaptureTables.SEQUENCE, CaptureTables.sequencePartition(writer, bucket), 1))
        .rows()
        .isEmpty();
  }

  private List<SequenceRow> inBucket(long first, int limit) {
    byte[] partition = CaptureTables.sequencePartition(writer, first / CaptureTables.BUCKET);
    byte[] from = CaptureTables.bigEndian(first);
    Scan scan =
        new Scan(
            CaptureTables.SEQUENCE,
            partition,
            from,
            null,
            Scan.Order.ASCENDING,
            null,
            Math.min(limit, CaptureTables.BUCKET));
    List<SequenceRow> rows = new ArrayList<>();
    for (Page.Row row : store.scan(scan).rows()) {
      SequenceRow read = SequenceRow.of(row);
      if (read.sequence() != first + rows.size()) {
        throw new CaptureException.Contradiction(
            "the sequence has a gap at "
                + (first + rows.size())
                + ": the store lost rows; restore it from a backup taken after the log's");
      }
      rows.add(read);
    }
    return rows;
  }
}
