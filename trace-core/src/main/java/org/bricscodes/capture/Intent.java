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

/**
 * The group a {@link Recorder} is about to write, for engines that may leave half of it after a
 * crash. Its rows are durable before the group's first one, and overwritten by the next group's.
 *
 * <p>What makes an event recorded is its sequence row, the last of its rows. So the next start
 * takes the bodies and claims of the group back that came to have none: nobody was told of them,
 * and a sender who tries again finds the eventID free.
 *
 * <p>A row holds up to {@link #ENTRIES} events, so that it stays small enough for every engine to
 * keep it whole: {@code 01} ‖ place of its first event (8), then for each event its record id (16),
 * its claim's partition (16), the length of its claim's sort key (1), and that. What a larger group
 * left in further rows stays until one as large comes; it says nothing that harms. An event of
 * another writer that this one adopts has a claim's length of 0: nothing but its place is new.
 *
 * @param writer whose group it is
 * @param first the index of the first event; the others follow without a gap
 */
record Intent(int writer, long first, List<Entry> entries) {

  private static final byte VERSION = 1;
  private static final int ID = 16;

  /** Of one row: some 14 KB. */
  static final int ENTRIES = 400;

  /**
   * The rows of one event beside its sequence row.
   *
   * @param claim null: another writer's event, whose body and claim are that one's
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte[] recordId, @Nullable Key claim) {

    // Spelled out: in an implicit constructor's class file the parameter loses its @Nullable.
    Entry(byte[] recordId, @Nullable Key claim) {
      this.recordId = recordId;
      this.claim = claim;
    }

    byte[] partition() {
      return claim == null ? new byte[ID] : claim.partition();
    }

    byte[] sort() {
      return claim == null ? new byte[0] : claim.sort();
    }
  }

  /** Its rows, all of one partition. */
  List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += ENTRIES) {
      List<Entry> some = entries.subList(from, Math.min(entries.size(), from + ENTRIES));
      writes.add(
          new Write.Put(CaptureTables.intent(writer, from / ENTRIES), row(first + from, some)));
    }
    return writes;
  }

  private static byte[] row(long first, List<Entry> entries) {
    int length = 1 + Long.BYTES;
    for (Entry entry : entries) {
      length += 2 * ID + 1 + entry.sort().length;
    }
    ByteBuffer row = ByteBuffer.allocate(length).put(VERSION).putLong(first);
    for (Entry entry : entries) {
      byte[] sort = entry.sort();
      row.put(entry.recordId).put(entry.partition()).put((byte) sort.length).put(sort);
    }
    return row.array();
  }

  /**
   * What of the last group must not stay, as the deletes that remove it; none if it was finished,
   * or nothing was ever begun. Rows are deleted that are not there, too: one still on its way from
   * a process that was cut off, or on a machine that is away, must not come to stand later.
   *
   * @param count how many events the writer's sequence holds
   */
  static List<Write> leftovers(Store store, int writer, long count) {
    List<Write> places = new ArrayList<>();
    List<Write> claims = new ArrayList<>();
    List<Write> bodies = new ArrayList<>();
    byte[] partition = CaptureTables.intent(writer, 0).partition();
    Page page = store.scan(Scan.of(CaptureTables.INTENT, partition, 100));
    for (Page.Row row : page.rows()) {
      Intent intent = decode(writer, row.value());
      int sequenced = Math.clamp(count - intent.first, 0, intent.entries.size());
      for (int i = sequenced; i < intent.entries.size(); i++) {
        places.add(
            new Write.Delete(CaptureTables.sequence(Sequences.of(writer, intent.first + i))));
      }
      List<Entry> unfinished = intent.entries.subList(sequenced, intent.entries.size());
      leftovers(store, unfinished, Sequences.of(writer, count), claims, bodies);
    }
    places.addAll(claims);
    places.addAll(bodies);
    return places;
  }

  private static void leftovers(
      Store store, List<Entry> unfinished, long end, List<Write> claims, List<Write> bodies) {
    List<Key> keys = new ArrayList<>();
    for (Entry entry : unfinished) {
      Key claim = entry.claim;
      if (claim != null) {
        keys.add(CaptureTables.event(entry.recordId));
        keys.add(claim);
      }
    }
    List<byte @Nullable []> rows = store.getAll(keys);
    for (int i = 0; i < keys.size(); i += 2) {
      byte[] body = rows.get(i);
      byte[] claim = rows.get(i + 1);
      // What stands in the sequence was recorded before, by a group that said the same.
      if (claim == null || isBehind(Claim.decode(claim).place().sequence(), end)) {
        claims.add(new Write.Delete(keys.get(i + 1)));
      }
      if (body == null || isBehind(RecordedEvent.decode(body).sequence(), end)) {
        bodies.add(new Write.Delete(keys.get(i)));
      }
    }
  }

  /** Whether it is a place of the same writer that its sequence came not to have. */
  private static boolean isBehind(long sequence, long end) {
    return Sequences.writer(sequence) == Sequences.writer(end) && sequence >= end;
  }

  private static Intent decode(int writer, byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row);
    if (row.length < 1 + Long.BYTES || in.get() != VERSION) {
      throw corrupt();
    }
    long first = in.getLong();
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      if (in.remaining() < 2 * ID + 1) {
        throw corrupt();
      }
      byte[] recordId = take(in, ID);
      byte[] partition = take(in, ID);
      int length = in.get();
      if (length < 0 || length > in.remaining()) {
        throw corrupt();
      }
      Key claim = length == 0 ? null : new Key(CaptureTables.CLAIM, partition, take(in, length));
      entries.add(new Entry(recordId, claim));
    }
    return new Intent(writer, first, entries);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }

  private static StoreException corrupt() {
    return new StoreException.Corrupt("the row of the group under way does not read");
  }
}
