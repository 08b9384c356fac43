package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * What happened to codes and has not been told to the log yet: one notice for every batch issued
 * and every report or list of one.
 *
 * <p>A notice is written before what it speaks of, and counts only once that exists. So a crash
 * leaves either a notice of something that exists, which is told at the next {@link #pending}, or
 * one of something that never came to be, which is dropped when it is old. Telling is for whoever
 * calls {@link #pending}: it tells, and then calls {@link #settle}. A crash between the two has it
 * told again, so what is told must be the same each time: everything in a {@link Notice} is.
 */
public final class CodeNotices {

  /** After this a notice whose matter does not exist is dropped: no writer takes so long. */
  static final Duration DROP_AFTER = Duration.ofHours(1);

  private static final byte[] WAITING = {'n'};
  private static final byte[] PARKED = {'p'};
  private static final int RETRIED_AT_ONCE = 1000;
  private static final int ID_LENGTH = 24;

  private final Rows rows;
  private final InstantSource clock;

  CodeNotices(Rows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Something to tell.
   *
   * @param report null: that the batch was issued
   * @param seal SHA-256 of the batch's row and the id of the key that made its codes, in
   *     hexadecimal: the same batch has one seal for good, and it says nothing of how many there
   *     are
   * @param row which notice it is; of no meaning outside
   */
  public record Notice(Batch batch, @Nullable BatchReport report, String seal, String row) {}

  /** Notes that the batch is about to be issued. */
  void intend(BatchId batch) {
    intend(batch, 0);
  }

  /** Notes that the report is about to be kept. */
  void intend(BatchId batch, long report) {
    byte[] now = now();
    rows.write(new Write.Put(key(batch, report, now), now));
  }

  /**
   * What is to be told, at least {@code limit} of it if there is so much.
   *
   * @param limit 1 to 1,000
   */
  public List<Notice> pending(int limit) {
    return read(Scan.of(Rows.NOTICES, WAITING, limit), limit);
  }

  /** As {@link #pending(int)}, behind one that was pending. */
  public List<Notice> pendingAfter(Notice notice, int limit) {
    byte[] row = HexFormat.of().parseHex(notice.row());
    return read(Scan.of(Rows.NOTICES, WAITING, limit).after(row), limit);
  }

  /** What is to be told of one batch, at most {@code limit} of it. */
  public List<Notice> pending(BatchId batch, int limit) {
    byte[] from = EpochKey.ascii(batch.toString());
    byte[] to = from.clone();
    to[to.length - 1]++;
    List<Notice> pending = read(Scan.of(Rows.NOTICES, WAITING, limit).between(from, to), limit);
    return pending.subList(0, Math.min(limit, pending.size()));
  }

  private List<Notice> read(Scan first, int limit) {
    List<Notice> pending = new ArrayList<>();
    Scan scan = first;
    while (true) {
      Page page = rows.scan(scan);
      for (Page.Row row : page.rows()) {
        Notice notice = read(row);
        if (notice != null) {
          pending.add(notice);
        } else if (isOld(row)) {
          rows.write(new Write.Delete(new Key(Rows.NOTICES, WAITING, row.sort())));
        }
      }
      byte[] next = page.next();
      if (next == null || pending.size() >= limit) {
        return pending;
      }
      scan = first.after(next);
    }
  }

  /** Takes note that it was told, durably. */
  public void settle(Notice notice) {
    rows.write(new Write.Delete(waiting(notice)));
  }

  /**
   * Puts a notice aside that cannot be told as things stand, durably: it is kept, and pending again
   * after {@link #retry}.
   */
  public void park(Notice notice) {
    Key key = waiting(notice);
    rows.write(new Write.Put(new Key(Rows.NOTICES, PARKED, key.sort()), now()));
    rows.write(new Write.Delete(key));
  }

  /** Makes everything that was put aside pending again; how much that was. */
  public int retry() {
    int moved = 0;
    byte[] after = null;
    do {
      Page page = rows.scan(Scan.of(Rows.NOTICES, PARKED, RETRIED_AT_ONCE).after(after));
      for (Page.Row row : page.rows()) {
        rows.write(new Write.Put(new Key(Rows.NOTICES, WAITING, row.sort()), row.value()));
        rows.write(new Write.Delete(new Key(Rows.NOTICES, PARKED, row.sort())));
        moved++;
      }
      after = page.next();
    } while (after != null);
    return moved;
  }

  private static Key waiting(Notice notice) {
    return new Key(Rows.NOTICES, WAITING, HexFormat.of().parseHex(notice.row()));
  }

  private @Nullable Notice read(Page.Row row) {
    String name = HexFormat.of().formatHex(row.sort());
    BatchId id = BatchId.parse(new String(row.sort(), 0, ID_LENGTH, StandardCharsets.US_ASCII));
    byte[] stored = rows.get(Ranges.key(id));
    if (stored == null) {
      return null;
    }
    Batch batch = BatchRow.decode(id, stored);
    long number = ByteBuffer.wrap(row.sort()).getLong(ID_LENGTH);
    if (number == 0) {
      return new Notice(batch, null, seal(id, stored), name);
    }
    BatchReport report = new BatchJournal(rows, id).report(number);
    return report == null ? null : new Notice(batch, report, seal(id, stored), name);
  }

  private String seal(BatchId id, byte[] stored) {
    MessageDigest sha256 = ReportFaults.sha256();
    sha256.update(EpochKey.ascii(id.toString()));
    sha256.update(stored);
    int generation =
        new Ranges(rows, this, clock).generation(id.gtin(), id.epoch(), id.firstCounter());
    byte[] recorded = rows.get(EpochKeys.recordedKey(id.epoch(), generation));
    if (recorded != null) {
      sha256.update(recorded, 0, EpochKey.ID_BYTES);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private boolean isOld(Page.Row row) {
    Instant written = Instant.EPOCH.plus(ByteBuffer.wrap(row.value()).getLong(), ChronoUnit.MICROS);
    return clock.instant().isAfter(written.plus(DROP_AFTER));
  }

  private byte[] now() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
  }

  /** With its time, so that dropping an old notice never hits a fresh one of the same place. */
  private static Key key(BatchId batch, long report, byte[] time) {
    byte[] id = EpochKey.ascii(batch.toString());
    return new Key(
        Rows.NOTICES,
        WAITING,
        ByteBuffer.allocate(ID_LENGTH + 2 * Long.BYTES).put(id).putLong(report).put(time).array());
  }
}
