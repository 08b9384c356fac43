package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * States of single codes and whole batches: one row for each that was ever set, changed by
 * compare-and-set, with every earlier state kept. Whether the subject was issued, and whether the
 * party may set it, is the caller's to check.
 *
 * <p>Durable when {@link #set} returns. Any thread; calls block and are interruptible.
 */
public final class CodeStates {

  /** Most states kept readable of one subject. */
  public static final int MAX_HISTORY = 1000;

  private static final int MAX_ATTEMPTS = 100;
  private static final byte[] CURRENT = {0};
  private static final byte PAST = 1;

  private final Rows rows;
  private final InstantSource clock;

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public CodeStates(Store store, InstantSource clock, RandomGenerator random) {
    this.rows = new Rows(store, random);
    this.clock = clock;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(Rows.STATES);
  }

  /** What {@link #set} did. */
  public sealed interface Change {

    /** The new state is durable. */
    record Done(CodeState state) implements Change {}

    /** It stands so already; nothing was written. */
    record Unchanged(CodeState state) implements Change {}

    /** That status cannot follow this one; nothing was written. */
    record Refused(CodeState state) implements Change {}
  }

  /** The state of the subject itself. */
  public CodeState state(CodeSubject subject) {
    return CodeStateRow.state(rows.get(currentKey(subject)));
  }

  /** The state a genuine code stands in: its own or its batch's, whichever is graver. */
  public CodeState standing(CodeCheck.Genuine code) {
    return standing(code.batch(), code.serial());
  }

  /** As {@link #standing(CodeCheck.Genuine)}. */
  public CodeState standing(Batch batch, Serial serial) {
    List<byte @Nullable []> found =
        rows.getAll(
            List.of(
                currentKey(new CodeSubject.Item(batch.gtin(), serial)),
                currentKey(new CodeSubject.WholeBatch(batch.id()))));
    CodeState item = CodeStateRow.state(found.get(0));
    CodeState whole = CodeStateRow.state(found.get(1));
    return whole.status().compareTo(item.status()) > 0 ? whole : item;
  }

  /** Every state the subject was set to, oldest first, at most {@link #MAX_HISTORY}. */
  public List<CodeState> history(CodeSubject subject) {
    Page page =
        rows.scan(
            new Scan(
                Rows.STATES,
                partition(subject),
                new byte[] {PAST},
                null,
                Scan.Order.ASCENDING,
                null,
                MAX_HISTORY));
    List<CodeState> states = new ArrayList<>(page.rows().size());
    page.rows().forEach(row -> states.add(CodeStateRow.state(row.value())));
    return states;
  }

  /**
   * Sets a state.
   *
   * @param by the party that sets it, 1 to 200 characters
   * @param reason in its words, 1 to 200 characters
   * @throws CodesException.InvalidOrder if party or reason are empty or too long
   * @throws CodesException.Contended if writers kept each other from progress
   */
  public Change set(CodeSubject subject, CodeState.Status status, String by, String reason) {
    OrderFaults faults = new OrderFaults();
    faults.text("by", by);
    faults.text("reason", reason);
    faults.throwIfAny();
    Key key = currentKey(subject);
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      CodeState current = CodeStateRow.state(row);
      if (current.status() == status) {
        return new Change.Unchanged(current);
      }
      if (!current.status().successors().contains(status)) {
        return new Change.Refused(current);
      }
      CodeState next =
          new CodeState(status, by, clock.instant().truncatedTo(ChronoUnit.MICROS), reason);
      long number = CodeStateRow.number(row) + 1;
      byte[] bytes = CodeStateRow.encode(next, number);
      List<Write> writes =
          List.of(
              new Write.Put(key, bytes),
              new Write.Put(new Key(Rows.STATES, key.partition(), past(number)), bytes));
      switch (rows.compareAndSet(key, row, writes)) {
        case CasResult.Applied _ -> {
          return new Change.Done(next);
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  private static Key currentKey(CodeSubject subject) {
    return new Key(Rows.STATES, partition(subject), CURRENT);
  }

  private static byte[] partition(CodeSubject subject) {
    return EpochKey.ascii(
        switch (subject) {
          case CodeSubject.Item item -> "i" + item.gtin().digits() + item.serial();
          case CodeSubject.WholeBatch whole -> "b" + whole.batch();
        });
  }

  private static byte[] past(long number) {
    return ByteBuffer.allocate(9).put(PAST).putLong(number).array();
  }
}
