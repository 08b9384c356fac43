package org.bricscodes.codes;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
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
    return Set.of(Rows.STATES, Rows.SLICES);
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

  /**
   * The state a genuine code stands in: its own, its batch's, or the one that reports give it,
   * whichever is furthest.
   */
  public CodeState standing(CodeCheck.Genuine code) {
    CodeSubject.WholeBatch whole = new CodeSubject.WholeBatch(code.batch().id());
    List<byte @Nullable []> found =
        rows.getAll(
            List.of(
                currentKey(CodeSubject.Item.of(code)),
                currentKey(whole),
                new Key(Rows.STATES, StateKeys.partition(whole), GuardedRows.GUARD)));
    CodeState set = CodeStateRow.state(found.get(0)).graver(CodeStateRow.state(found.get(1)));
    if (found.get(2) == null) {
      return set; // nobody ever reported anything of this batch
    }
    long place = code.counter() - code.batch().firstCounter();
    return set.graver(new BatchJournal(rows, code.batch().id()).reported(place));
  }

  /** Every state the subject was set to, oldest first, at most {@link #MAX_HISTORY}. */
  public List<CodeState> history(CodeSubject subject) {
    int place = StateKeys.place(subject);
    Page page =
        partition(subject)
            .scan(StateKeys.past(place), StateKeys.past(place + 1), null, MAX_HISTORY);
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
    if (subject instanceof CodeSubject.Item item) {
      Slices.note(rows, item);
    }
    GuardedRows partition = partition(subject);
    int place = StateKeys.place(subject);
    return partition.change(
        number -> {
          CodeState current = CodeStateRow.state(partition.get(StateKeys.current(place)));
          if (current.status() == status) {
            return GuardedRows.Decision.nothing(new Change.Unchanged(current));
          }
          if (!current.status().successors().contains(status)) {
            return GuardedRows.Decision.nothing(new Change.Refused(current));
          }
          CodeState next =
              new CodeState(status, by, clock.instant().truncatedTo(ChronoUnit.MICROS), reason);
          byte[] row = CodeStateRow.encode(next, number);
          return new GuardedRows.Decision<>(
              new Change.Done(next),
              List.of(
                  partition.put(StateKeys.current(place), row),
                  partition.put(StateKeys.past(place, number), row)));
        });
  }

  private GuardedRows partition(CodeSubject subject) {
    return new GuardedRows(rows, StateKeys.partition(subject));
  }

  private static Key currentKey(CodeSubject subject) {
    return new Key(
        Rows.STATES, StateKeys.partition(subject), StateKeys.current(StateKeys.place(subject)));
  }
}
