package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
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

  /** Rows that {@link #changeAll} reads for changes that are under way at once. */
  static final int READ_AT_ONCE = Limits.MAX_BATCH;

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

  /** A change that knows beforehand what it has to read. */
  interface Change<T> {

    /** What is changed. */
    GuardedRows partition();

    /** Sort keys of the rows to read, at most {@link #READ_AT_ONCE}. */
    List<byte[]> reads();

    /**
     * Decides; called again when somebody else was faster.
     *
     * @param number of the change
     * @param found the rows read, null where there is none
     */
    Decision<T> decide(long number, List<byte @Nullable []> found);
  }

  /**
   * Makes changes of different partitions, as {@link #change} makes each, many side by side: what
   * they come to, in their order. They are made in any order, and a failure leaves any of them
   * made.
   *
   * @throws CodesException.Contended if others always were faster
   */
  static <T> List<T> changeAll(Rows rows, List<? extends Change<T>> changes) {
    List<T> results = new ArrayList<>(changes.size());
    int from = 0;
    while (from < changes.size()) {
      int to = from;
      int reads = 0;
      while (to < changes.size()
          && to < from + Rows.SWAPS_AT_ONCE
          && (to == from || reads + changes.get(to).reads().size() <= READ_AT_ONCE)) {
        reads += changes.get(to).reads().size();
        to++;
      }
      results.addAll(changeAtOnce(rows, changes.subList(from, to)));
      from = to;
    }
    return results;
  }

  private static <T> List<T> changeAtOnce(Rows rows, List<? extends Change<T>> changes) {
    // Guards first: what is read behind them still stands where they do.
    List<byte @Nullable []> guards =
        rows.getAll(changes.stream().map(change -> change.partition().key(GUARD)).toList());
    List<Key> keys = new ArrayList<>();
    for (Change<T> change : changes) {
      change.reads().forEach(sort -> keys.add(change.partition().key(sort)));
    }
    List<byte @Nullable []> found = rows.getAll(keys);
    List<T> results = new ArrayList<>(changes.size());
    List<Integer> places = new ArrayList<>();
    List<Rows.Swap> swaps = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < changes.size(); i++) {
      Change<T> change = changes.get(i);
      int end = at + change.reads().size();
      byte[] guard = guards.get(i);
      long number = next(guard);
      Decision<T> decision = change.decide(number, found.subList(at, end));
      at = end;
      results.add(decision.result());
      if (!decision.writes().isEmpty()) {
        places.add(i);
        swaps.add(change.partition().swap(guard, number, decision));
      }
    }
    List<CasResult> outcomes = rows.swapEach(swaps);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof CasResult.Conflict) {
        int place = places.get(i);
        results.set(place, changeAlone(changes.get(place)));
      }
    }
    return results;
  }

  private static <T> T changeAlone(Change<T> change) {
    GuardedRows partition = change.partition();
    List<Key> keys = change.reads().stream().map(partition::key).toList();
    return partition.change(number -> change.decide(number, partition.rows.getAll(keys)));
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
      long number = next(guard);
      Decision<T> decision = decide.apply(number);
      if (decision.writes().isEmpty()) {
        return decision.result();
      }
      switch (rows.compareAndSet(guardKey, guard, swap(guard, number, decision).writes())) {
        case CasResult.Applied _ -> {
          return decision.result();
        }
        case CasResult.Conflict conflict -> guard = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  private static long next(byte @Nullable [] guard) {
    return guard == null ? 1 : ByteBuffer.wrap(guard).getLong() + 1;
  }

  private Rows.Swap swap(byte @Nullable [] guard, long number, Decision<?> decision) {
    List<Write> writes = new ArrayList<>(decision.writes());
    writes.add(put(GUARD, ByteBuffer.allocate(8).putLong(number).array()));
    return new Rows.Swap(key(GUARD), guard, writes);
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
