package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** Reads what places the events of further nodes have in the service's own sequence. */
final class AdoptedRows {

  private final Store store;

  AdoptedRows(Store store) {
    this.store = store;
  }

  /** Where the service has it, if its own writer is another and it has it yet. */
  Place place(Place place) {
    if (Sequences.writer(place.sequence()) == Sequences.SERVICE) {
      return place;
    }
    byte[] row = store.get(CaptureTables.adopted(place.sequence()));
    return row == null ? place : AdoptedRow.decode(row);
  }

  /** The events as the service has them; null for those it has not yet. */
  List<@Nullable RecordedEvent> placed(List<@Nullable RecordedEvent> events) {
    List<Key> asked = new ArrayList<>();
    for (RecordedEvent event : events) {
      if (event != null && Sequences.writer(event.sequence()) != Sequences.SERVICE) {
        asked.add(CaptureTables.adopted(event.sequence()));
      }
    }
    List<byte @Nullable []> rows = store.getAll(asked);
    List<@Nullable RecordedEvent> placed = new ArrayList<>(events.size());
    int next = 0;
    for (RecordedEvent event : events) {
      if (event == null || Sequences.writer(event.sequence()) == Sequences.SERVICE) {
        placed.add(event);
        continue;
      }
      byte[] row = rows.get(next++);
      if (row == null) {
        placed.add(null);
      } else {
        Place place = AdoptedRow.decode(row);
        placed.add(event.placed(place.sequence(), place.recordTime()));
      }
    }
    return placed;
  }

  /**
   * How many events of a writer have a place in the service's sequence: those with an index below.
   *
   * @param count how many places the service's sequence has
   */
  long frontier(int writer, long count) {
    // Buckets fill one after the other. The last one to hold a row may hold leftovers only.
    long some = -1;
    long none = 1;
    if (isEmpty(writer, 0)) {
      none = 0;
    } else {
      some = 0;
      while (!isEmpty(writer, none)) {
        some = none;
        none *= 2;
      }
    }
    while (none - some > 1) {
      long middle = (some + none) >>> 1;
      if (isEmpty(writer, middle)) {
        none = middle;
      } else {
        some = middle;
      }
    }
    for (long bucket = some; bucket >= 0; bucket--) {
      long behind = behindLast(writer, bucket, count);
      if (behind > bucket * CaptureTables.BUCKET) {
        return behind;
      }
    }
    return 0;
  }

  /** What of adoptions that were not finished must not stay, as the deletes that remove it. */
  static List<Write> leftovers(Store store, long count) {
    AdoptedRows rows = new AdoptedRows(store);
    List<Write> leftovers = new ArrayList<>();
    for (NodeLogs.Named log : NodeLogs.list(store)) {
      long frontier;
      try {
        frontier = rows.frontier(log.number(), count);
      } catch (StoreException.Corrupt e) {
        continue; // nothing of that log can be adopted before somebody has mended its rows
      }
      // One call is under way at a time. Rows are deleted that are not there, too: one still on its
      // way from a process that was cut off must not come to stand later.
      for (int i = 0; i < Adoption.AT_ONCE; i++) {
        Key row = CaptureTables.adopted(Sequences.of(log.number(), frontier + i));
        leftovers.add(new Write.Delete(row));
      }
    }
    return leftovers;
  }

  private long behindLast(int writer, long bucket, long count) {
    long next = bucket * CaptureTables.BUCKET;
    Scan scan = bucket(writer, bucket, CaptureTables.BUCKET);
    for (Page page = store.scan(scan); ; page = store.scan(scan.after(page.next()))) {
      for (Page.Row row : page.rows()) {
        boolean follows = ByteBuffer.wrap(row.sort()).getLong() == next;
        if (!follows || AdoptedRow.decode(row.value()).sequence() >= count) {
          return next;
        }
        next++;
      }
      if (page.next() == null) {
        return next;
      }
    }
  }

  private boolean isEmpty(int writer, long bucket) {
    return store.scan(bucket(writer, bucket, 1)).rows().isEmpty();
  }

  private static Scan bucket(int writer, long bucket, int limit) {
    return Scan.of(CaptureTables.ADOPTED, CaptureTables.sequencePartition(writer, bucket), limit);
  }
}
