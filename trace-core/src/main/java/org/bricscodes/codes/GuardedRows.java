package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * One partition of {@link Rows#STATES}, whose rows change together: row {@code 00} counts the
 * changes, and every change is a compare-and-set on it. So what a change read is what it builds on,
 * however many rows it touches, and no two changes bear the same number.
 */
final class GuardedRows {

  private static final int MAX_ATTEMPTS = 1000;
  static final byte[] GUARD = {0};

  private final Rows rows;
  private final byte[] partition;

  GuardedRows(Rows rows, byte[] partition) {
    this.rows = rows;
    this.partition = partition;
  }

  /**
   * What a change comes to.
   *
   * @param writes none: nothing is changed
   */
  record Decision<T>(T result, List<Write> writes) {
    static <T> Decision<T> nothing(T result) {
      return new Decision<>(result, List.of());
    }
  }

  /**
   * Changes the partition.
   *
   * @param decide is given the number of the change, reads what it needs and decides; called again
   *     when somebody else was faster
   * @throws CodesException.Contended if others always were
   */
  <T> T change(LongFunction<Decision<T>> decide) {
    Key guardKey = key(GUARD);
    byte[] guard = rows.get(guardKey);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      long number = guard == null ? 1 : ByteBuffer.wrap(guard).getLong() + 1;
      Decision<T> decision = decide.apply(number);
      if (decision.writes().isEmpty()) {
        return decision.result();
      }
      List<Write> writes = new ArrayList<>(decision.writes());
      writes.add(new Write.Put(guardKey, ByteBuffer.allocate(8).putLong(number).array()));
      switch (rows.compareAndSet(guardKey, guard, writes)) {
        case CasResult.Applied _ -> {
          return decision.result();
        }
        case CasResult.Conflict conflict -> guard = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  Key key(byte[] sort) {
    return new Key(Rows.STATES, partition, sort);
  }

  Write put(byte[] sort, byte[] value) {
    return new Write.Put(key(sort), value);
  }

  byte @Nullable [] get(byte[] sort) {
    return rows.get(key(sort));
  }

  /** The first rows from {@code from} on, up to and without {@code to}. */
  Page scan(byte[] from, byte @Nullable [] to, byte @Nullable [] after, int limit) {
    return rows.scan(
        new Scan(Rows.STATES, partition, from, to, Scan.Order.ASCENDING, after, limit));
  }

  /** The last row from {@code from} on, up to and without {@code to}; null if there is none. */
  Page.@Nullable Row last(byte[] from, byte[] to) {
    Page page =
        rows.scan(new Scan(Rows.STATES, partition, from, to, Scan.Order.DESCENDING, null, 1));
    return page.rows().isEmpty() ? null : page.rows().getFirst();
  }
}
