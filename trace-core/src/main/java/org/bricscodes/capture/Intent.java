package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The group a {@link Recorder} is about to write, for engines that may leave half of it after a
 * crash. It is one row, durable before the group's first one, and overwritten by the next group's.
 *
 * <p>What makes an event recorded is its sequence row, the last of its rows. So the next start
 * takes the bodies and claims of the group back that came to have none: nobody was told of them,
 * and a sender who tries again finds the eventID free.
 *
 * <p>The row: {@code 01} ‖ first place (8), then for each event its record id (16), its claim's
 * partition (16), the length of its claim's sort key (1), and that.
 *
 * @param first the place of the first event; the others follow without a gap
 */
record Intent(long first, List<Entry> entries) {

  private static final byte VERSION = 1;
  private static final int ID = 16;

  /** The rows of one event beside its sequence row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte[] recordId, Key claim) {}

  Write write() {
    int length = 1 + Long.BYTES;
    for (Entry entry : entries) {
      length += 2 * ID + 1 + entry.claim.sort().length;
    }
    ByteBuffer row = ByteBuffer.allocate(length).put(VERSION).putLong(first);
    for (Entry entry : entries) {
      byte[] sort = entry.claim.sort();
      row.put(entry.recordId).put(entry.claim.partition()).put((byte) sort.length).put(sort);
    }
    return new Write.Put(CaptureTables.intent(), row.array());
  }

  /**
   * The rows of the last group that must not stay, as the deletes that remove them; none if it was
   * finished, or nothing was ever begun. Sequence rows are among them although there are none: one
   * still on its way from a process that was cut off must not come to stand later.
   *
   * @param count how many events the sequence holds
   */
  static List<Write> leftovers(Store store, long count) {
    byte[] row = store.get(CaptureTables.intent());
    if (row == null) {
      return List.of();
    }
    Intent intent = decode(row);
    int sequenced = Math.clamp(count - intent.first, 0, intent.entries.size());
    List<Entry> unfinished = intent.entries.subList(sequenced, intent.entries.size());
    List<Write> claims = new ArrayList<>();
    List<Write> bodies = new ArrayList<>();
    for (int from = 0; from < unfinished.size(); from += Limits.MAX_BATCH / 2) {
      int to = Math.min(unfinished.size(), from + Limits.MAX_BATCH / 2);
      leftovers(store, unfinished.subList(from, to), count, claims, bodies);
    }
    List<Write> deletes = new ArrayList<>();
    for (int i = sequenced; i < intent.entries.size(); i++) {
      deletes.add(new Write.Delete(CaptureTables.sequence(intent.first + i)));
    }
    deletes.addAll(claims);
    deletes.addAll(bodies);
    return deletes;
  }

  private static void leftovers(
      Store store, List<Entry> unfinished, long count, List<Write> claims, List<Write> bodies) {
    List<Key> keys = new ArrayList<>();
    for (Entry entry : unfinished) {
      keys.add(CaptureTables.event(entry.recordId));
      keys.add(entry.claim);
    }
    List<byte @Nullable []> rows = store.getAll(keys);
    for (int i = 0; i < keys.size(); i += 2) {
      byte[] body = rows.get(i);
      byte[] claim = rows.get(i + 1);
      // Beyond the sequence it is the group's own; anything else was recorded before.
      if (claim != null && Claim.decode(claim).place().sequence() >= count) {
        claims.add(new Write.Delete(keys.get(i + 1)));
      }
      if (body != null && RecordedEvent.decode(body).sequence() >= count) {
        bodies.add(new Write.Delete(keys.get(i)));
      }
    }
  }

  private static Intent decode(byte[] row) {
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
      entries.add(new Entry(recordId, new Key(CaptureTables.CLAIM, partition, take(in, length))));
    }
    return new Intent(first, entries);
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
