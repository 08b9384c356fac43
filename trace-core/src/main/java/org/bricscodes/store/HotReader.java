package org.bricscodes.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a hot term: its directory names the hours that hold anything, and each hour is the merge of
 * its shards. Hours do not overlap, so their walks simply follow one another.
 */
final class HotReader implements PostingReader {

  private final Store store;
  private final Table table;
  private final byte[] hash;
  private final PostingRange range;
  private final int expected;
  private final HourDirectory directory;

  private long hour;
  private @Nullable PostingReader inHour;

  HotReader(Store store, Table table, byte[] hash, PostingRange range, int expected) {
    this.store = store;
    this.table = table;
    this.hash = hash;
    this.range = range;
    this.expected = expected;
    this.directory = new HourDirectory(store, table, hash, range);
    openNextHour(null);
  }

  @Override
  public @Nullable Posting current() {
    return inHour == null ? null : inHour.current();
  }

  @Override
  public @Nullable Posting next() {
    if (inHour == null) {
      return null;
    }
    Posting next = inHour.next();
    if (next == null) {
      openNextHour(null);
      next = current();
    }
    return next;
  }

  @Override
  public @Nullable Posting seek(Posting target) {
    Posting current = current();
    if (inHour == null || current == null || range.compare(current, target) >= 0) {
      return current;
    }
    long wanted = TermKeys.hour(target.timeMicros());
    if (wanted == hour && inHour.seek(target) != null) {
      return inHour.current();
    }
    if (wanted != hour) {
      directory.seek(wanted);
    }
    openNextHour(target);
    return current();
  }

  /** Moves to the next hour of the directory that holds something at or behind {@code start}. */
  private void openNextHour(@Nullable Posting start) {
    PostingRange rest = range.startingAt(start);
    inHour = null;
    for (HourDirectory.Hour next = directory.next();
        next != null && inHour == null;
        next = inHour == null ? directory.next() : next) {
      PostingReader reader = shards(next, rest);
      if (reader.current() != null) {
        hour = next.number();
        inHour = reader;
      }
    }
  }

  private PostingReader shards(HourDirectory.Hour next, PostingRange rest) {
    List<PostingReader> readers = new ArrayList<>(next.shards().size());
    for (int shard : next.shards()) {
      byte[] partition = TermKeys.hourPartition(hash, next.number(), shard);
      readers.add(new PartitionReader(store, table, partition, rest, expected));
    }
    return readers.size() == 1 ? readers.getFirst() : new MergedReader(readers, range);
  }
}
