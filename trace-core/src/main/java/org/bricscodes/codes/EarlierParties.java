package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Lists the parties of batches and aliases that were there before {@link Parties} was: reads all of
 * them once, a page at a time. A row of the store says how far it came and, in the end, that it is
 * done, so that every later start reads that row alone; a crash repeats a page, which changes
 * nothing. What is issued or registered meanwhile is listed as it comes.
 *
 * <p>One thread; blocks on the store.
 */
public final class EarlierParties {

  private static final int ROWS_AT_ONCE = 1_000;

  /** Which rows: another number has everything read again. */
  private static final byte LAYOUT = 1;

  private static final byte BATCHES = 0;
  private static final byte ALIASES = 1;
  private static final byte DONE = 2;
  private static final Key MARK = new Key(Rows.PARTIES, new byte[] {'f'}, new byte[] {0});

  private final Store store;
  private final Rows rows;
  private byte stage = BATCHES;
  private byte @Nullable [] after;

  /** Reads how far it came. */
  public EarlierParties(Store store) {
    this.store = store;
    this.rows = new Rows(store);
    byte[] mark = rows.get(MARK);
    if (mark != null && mark.length >= 2 && mark[0] == LAYOUT) {
      stage = mark[1];
      after = mark.length == 2 ? null : Arrays.copyOfRange(mark, 2, mark.length);
    }
  }

  /** Whether it was done, ever. */
  static boolean isDone(Rows rows) {
    byte[] mark = rows.get(MARK);
    return mark != null && mark.length >= 2 && mark[0] == LAYOUT && mark[1] == DONE;
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return stage == DONE;
  }

  /** Does one page; nothing if all is done. What it wrote is durable when it returns. */
  public void step() {
    if (isDone()) {
      return;
    }
    boolean batches = stage == BATCHES;
    SweepPage page =
        page(batches ? Sweep.of(Rows.RANGES, ROWS_AT_ONCE) : Sweep.of(Rows.ALIASES, ROWS_AT_ONCE));
    List<Write> writes = new ArrayList<>();
    for (SweepPage.Entry row : page.rows()) {
      if (batches) {
        Batch batch = Ranges.batch(row.key(), row.value());
        if (batch != null) {
          writes.addAll(Parties.rows(batch));
        }
      } else {
        writes.addAll(Parties.rows(AliasRow.decode(row.value())));
      }
    }
    rows.writeAll(writes);
    after = page.next();
    if (after == null) {
      stage = batches ? ALIASES : DONE;
    }
    byte[] cursor = after == null ? new byte[0] : after;
    byte[] mark = ByteBuffer.allocate(2 + cursor.length).put(LAYOUT).put(stage).put(cursor).array();
    rows.write(new Write.Put(MARK, mark));
  }

  /** Behind the last one; from the beginning where that was in another engine's order. */
  private SweepPage page(Sweep sweep) {
    try {
      return store.sweep(sweep.after(after));
    } catch (IllegalArgumentException e) {
      return store.sweep(sweep);
    }
  }
}
