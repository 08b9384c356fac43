package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Which slices of codes ever had a state of their own, so that nobody reads the others: of the
 * 24,000 slices of a batch of 100 million, most have none. A slice is noted before its first state
 * is written and never struck off: after a crash one may be noted that is empty, and none is
 * missing. Programs that came before wrote states and no notes; {@link #complete} makes up for it.
 */
final class Slices {

  private static final int PAGE = 4096;

  /** Rows of one write, well below what the store takes. */
  private static final int AT_ONCE = 10_000;

  private static final byte[] NONE = {};

  /** Says that every slice with a state is noted. */
  private static final Key COMPLETE = Key.of(Rows.SLICES, new byte[] {0});

  private Slices() {}

  /**
   * Notes what is not noted, once in the life of a store: each slice of every code ever issued is
   * looked at, some hundred thousand a second.
   */
  static void complete(Rows rows, Ranges ranges) {
    if (rows.get(COMPLETE) != null) {
      return;
    }
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      KeyEpoch epoch = new KeyEpoch(number);
      ranges.forEachMark(
          epoch,
          (gtin, mark) -> {
            long end = (mark + StateKeys.SLICE - 1) / StateKeys.SLICE;
            for (long first = 0; first < end; first += AT_ONCE) {
              complete(rows, gtin, epoch, first, Math.min(first + AT_ONCE, end));
            }
          });
    }
    rows.write(new Write.Put(COMPLETE, NONE));
  }

  private static void complete(Rows rows, Gtin gtin, KeyEpoch epoch, long from, long to) {
    List<Key> guards = new ArrayList<>();
    for (long slice = from; slice < to; slice++) {
      CodeSubject.Item first = new CodeSubject.Item(gtin, epoch, slice * StateKeys.SLICE);
      guards.add(new Key(Rows.STATES, StateKeys.partition(first), GuardedRows.GUARD));
    }
    List<byte @Nullable []> found = rows.getAll(guards);
    List<Write> notes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) != null) {
        notes.add(new Write.Put(key(gtin, epoch, from + i), NONE));
      }
    }
    rows.writeAll(notes);
  }

  /** Notes the slice of one item, unless it is. */
  static void note(Rows rows, CodeSubject.Item item) {
    Key key = key(item.gtin(), item.epoch(), item.counter() / StateKeys.SLICE);
    if (rows.get(key) == null) {
      rows.write(new Write.Put(key, NONE));
    }
  }

  /** The writes that note the slices of these items, each slice once. */
  static List<Write> notes(Collection<CodeSubject.Item> items) {
    return items.stream()
        .map(item -> new Noted(item.gtin(), item.epoch(), item.counter() / StateKeys.SLICE))
        .distinct()
        .<Write>map(slice -> new Write.Put(key(slice.gtin, slice.epoch, slice.number), NONE))
        .toList();
  }

  /** Notes all of these and then writes {@code last}, durably, in as few steps as the store has. */
  static void write(Rows rows, List<Write> notes, Write last) {
    int whole = notes.size() - notes.size() % AT_ONCE;
    for (int from = 0; from < whole; from += AT_ONCE) {
      rows.writeAll(notes.subList(from, from + AT_ONCE));
    }
    List<Write> rest = new ArrayList<>(notes.subList(whole, notes.size()));
    rest.add(last);
    rows.writeAll(rest);
  }

  private record Noted(Gtin gtin, KeyEpoch epoch, long number) {}

  private static Key key(Gtin gtin, KeyEpoch epoch, long slice) {
    return new Key(Rows.SLICES, partition(gtin, epoch), sort(slice));
  }

  private static byte[] partition(Gtin gtin, KeyEpoch epoch) {
    return EpochKey.ascii(gtin.digits() + epoch);
  }

  private static byte[] sort(long slice) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(Math.toIntExact(slice)).array();
  }

  /** The noted slices that a range of counters touches, in order, a page at a time. */
  static final class Reader {

    private final Rows rows;
    private final Scan scan;
    private final Deque<Long> page = new ArrayDeque<>();
    private byte @Nullable [] after;
    private boolean exhausted;

    /**
     * @param to the counter behind the last
     */
    Reader(Rows rows, Batch batch, long from, long to) {
      this.rows = rows;
      this.scan =
          Scan.of(Rows.SLICES, partition(batch.gtin(), batch.epoch()), PAGE)
              .between(sort(from / StateKeys.SLICE), sort((to - 1) / StateKeys.SLICE + 1));
      this.exhausted = from >= to;
    }

    /** The number of the next one; null when there are no more. */
    @Nullable Long next() {
      while (page.isEmpty() && !exhausted) {
        Page read = rows.scan(scan.after(after));
        read.rows().forEach(row -> page.add((long) ByteBuffer.wrap(row.sort()).getInt()));
        after = read.next();
        exhausted = after == null;
      }
      return page.poll();
    }
  }
}
