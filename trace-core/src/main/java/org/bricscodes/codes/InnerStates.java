package org.bricscodes.codes;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Takes inner codes that people tell, within {@link InnerLimits}, and remembers the first right
 * one: one small row for each item a code was ever told for.
 *
 * <p><b>Once.</b> Of any number of right answers, at once or later, from whatever processes,
 * exactly one is {@link InnerCheck.Activated}, and durable when this returns. Where a crash or an
 * error hides that answer, telling the code again says {@link InnerCheck.AlreadyActivated} with its
 * time.
 *
 * <p><b>Guessing.</b> A wrong code is counted durably before it is answered, so no restart forgives
 * one. A locked item takes no code, the right one neither, and answers as to a wrong one. Codes are
 * compared in constant time. How often one network may ask is the caller's to limit.
 *
 * <p>Any thread; calls block and are interruptible.
 */
public final class InnerStates {

  private static final int MAX_ATTEMPTS = 1000;

  private final Rows rows;
  private final InnerLimits limits;
  private final InstantSource clock;

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public InnerStates(Store store, InnerLimits limits, InstantSource clock, RandomGenerator random) {
    this.rows = new Rows(store, random);
    this.limits = limits;
    this.clock = clock;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(Rows.INNER);
  }

  /** What became of an item's inner code. */
  public InnerState state(Gtin gtin, Serial serial) {
    return InnerRow.state(rows.get(key(gtin, serial)));
  }

  /**
   * Takes a code that somebody told for a genuine item.
   *
   * @param expected what {@link CodeBook#innerCode} derives for the item
   * @param told what was told
   * @throws CodesException.Contended if others kept this one from being counted
   */
  public InnerCheck check(CodeCheck.Genuine code, InnerCode expected, InnerCode told) {
    boolean right = expected.matches(told);
    Key key = key(code.batch().gtin(), code.serial());
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      InnerState state = InnerRow.state(row);
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      if (state.isLocked(now)) {
        return new InnerCheck.NotConfirmed();
      }
      Instant activated = state.activated();
      if (right && activated != null) {
        return new InnerCheck.AlreadyActivated(activated);
      }
      InnerState next = right ? state.afterRight(now) : state.afterWrong(now, limits);
      switch (change(key, row, next)) {
        case CasResult.Applied _ -> {
          return right ? new InnerCheck.Activated(now) : new InnerCheck.NotConfirmed();
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  /** Ends every lock of an item and forgives what led to it; the state it has then. */
  public InnerState unlock(Gtin gtin, Serial serial) {
    Key key = key(gtin, serial);
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      InnerState state = InnerRow.state(row);
      InnerState next = state.unlocked();
      if (next.equals(state)) {
        return state;
      }
      switch (change(key, row, next)) {
        case CasResult.Applied _ -> {
          return next;
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  private CasResult change(Key key, byte @Nullable [] row, InnerState next) {
    byte[] bytes = InnerRow.encode(next, InnerRow.number(row) + 1);
    return rows.compareAndSet(key, row, List.of(new Write.Put(key, bytes)));
  }

  private static Key key(Gtin gtin, Serial serial) {
    return Key.of(Rows.INNER, EpochKey.ascii(gtin.digits() + serial));
  }
}
