package org.bricscodes.codes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;

/**
 * The life of a batch's codes: what printers and packers report of ranges, what owners say of lists
 * of codes, and what follows for every single one.
 *
 * <p><b>States.</b> A code stands in the furthest state that a report, a single setting or its
 * batch gives it: reports come late and out of order, so none is refused for that. A wasted code is
 * void.
 *
 * <p><b>Durability and crashes.</b> When {@link #report} returns, the report is durable, and so are
 * all the states that follow from it: they change in one compare-and-set. A list touches many
 * partitions; it is written down as a whole first, so that {@link #resume} finishes it after a
 * crash or a failure: it is never applied by half for longer than that. Until then some of its
 * codes may show the old state. Both may be sent again at will.
 *
 * <p><b>Notices.</b> Every report and every list leaves a {@link CodeNotices notice}.
 *
 * <p><b>Threads.</b> Any; calls block and are interruptible.
 */
public final class CodeLife {

  /** Most separate ranges of a batch in one stage: every roll of 10,000 that was not adjacent. */
  public static final int MAX_RANGES = 10_000;

  /** How far a reporter's clock may be ahead of ours. */
  static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private final Rows rows;
  private final InstantSource clock;
  private final CodeNotices notices;
  private final StateLists lists;

  /**
   * @param store opened with {@link #tables()}, {@link CodeBook#tables()} and {@link
   *     CodeStates#tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public CodeLife(Store store, InstantSource clock, RandomGenerator random) {
    this.rows = new Rows(store, random);
    this.clock = clock;
    this.notices = new CodeNotices(rows, clock);
    this.lists = new StateLists(rows, notices, clock, random);
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(Rows.STATES, Rows.SLICES, Rows.LISTS, Rows.NOTICES);
  }

  /** What is still to be told of these codes. */
  public CodeNotices notices() {
    return notices;
  }

  /**
   * Records a report and what follows from it.
   *
   * @return as recorded; the earlier one if the idempotency key was used before
   * @throws CodesException.InvalidOrder with every fault
   * @throws CodesException.IdempotencyConflict if the key was used for another report
   * @throws CodesException.TooScattered if the batch would have more than {@link #MAX_RANGES}
   *     ranges in a stage
   * @throws CodesException.Contended if writers kept each other from progress
   */
  public BatchReport report(Batch batch, StageReport report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ReportFaults.check(batch, report, now.plus(MAX_AHEAD));
    Instant given = report.at();
    Instant at = given == null ? now : given.truncatedTo(ChronoUnit.MICROS);
    String digest = ReportFaults.digest(report);
    BatchJournal journal = new BatchJournal(rows, batch.id());
    Intervals range = Intervals.range(report.from(), report.from() + report.count());
    Intervals wasted = Intervals.of(report.wasted());
    CodeState.Status status = report.stage().status();
    String reason = report.reason();
    String said = reason == null ? "reported " + report.stage().word() : reason;
    return journal
        .rows()
        .change(
            number -> {
              BatchReport earlier = journal.repeated(report.idempotencyKey(), digest);
              if (earlier != null) {
                return GuardedRows.Decision.nothing(earlier);
              }
              Intervals reached = journal.reached(status);
              Intervals void0 = journal.reached(CodeState.Status.VOID);
              Intervals fresh = range.minus(reached);
              Intervals freshWaste = wasted.minus(void0);
              bound(status, reached.union(fresh));
              bound(CodeState.Status.VOID, void0.union(freshWaste));
              List<Write> writes = new ArrayList<>();
              if (fresh.size() > 0) {
                CodeState state = new CodeState(status, report.by(), at, said);
                writes.addAll(journal.add(reached, fresh, state, null, number));
              }
              if (freshWaste.size() > 0) {
                CodeState state = new CodeState(CodeState.Status.VOID, report.by(), at, said);
                writes.addAll(journal.add(void0, freshWaste, state, report.stage(), number));
              }
              BatchReport kept =
                  new BatchReport(
                      number,
                      status,
                      report.by(),
                      at,
                      now,
                      report.from(),
                      report.count(),
                      fresh.places(),
                      freshWaste.places(),
                      reason,
                      digest);
              writes.addAll(journal.keep(kept, report.idempotencyKey()));
              notices.intend(batch.id(), number);
              return new GuardedRows.Decision<>(kept, writes);
            });
  }

  /**
   * The reports and lists of a batch, oldest first.
   *
   * @param after number of the last one seen; 0 for the beginning
   * @param limit 1 to 1,000
   */
  public List<BatchReport> reports(Batch batch, long after, int limit) {
    return new BatchJournal(rows, batch.id()).reports(after, limit);
  }

  /** What a list would do wrong; see {@link StateLists#faults}. */
  public List<StateLists.Refusal> faults(List<StateChange> changes) {
    return lists.faults(changes);
  }

  /** Sets the states of a list of codes; see {@link StateLists#apply}. */
  public StateLists.Applied apply(String by, List<StateChange> changes) {
    return lists.apply(by, changes);
  }

  /**
   * Finishes the lists that a crash or a failure interrupted, and what a former program left out.
   * Call it before anything is reported, and every now and then.
   */
  public int resume() {
    Slices.complete(rows, new Ranges(rows, notices, clock));
    return lists.resume();
  }

  /** The state of every code of a batch, in the order of issue. */
  public StateRuns states(Batch batch) {
    return states(batch, 0);
  }

  /**
   * As {@link #states(Batch)}, from a place on.
   *
   * @param from 0 to the batch's count
   */
  public StateRuns states(Batch batch, long from) {
    if (from < 0 || from > batch.count()) {
      throw new IllegalArgumentException("the place is not in this batch");
    }
    return new StateRuns(rows, batch, from);
  }

  /** Where the codes of a batch have gone, counted to the end before this returns. */
  public WasteReport waste(Batch batch) {
    WasteCount count = countWaste(batch);
    WasteReport report = count.next();
    while (report == null) {
      report = count.next();
    }
    return report;
  }

  /** Where the codes of a batch have gone, to be counted step by step. */
  public WasteCount countWaste(Batch batch) {
    BatchJournal journal = new BatchJournal(rows, batch.id());
    return new WasteCount(
        journal.reached(CodeState.Status.PRINTED).places(),
        journal.reached(CodeState.Status.APPLIED).places(),
        journal.reached(CodeState.Status.ACTIVE).places(),
        states(batch));
  }

  private static void bound(CodeState.Status status, Intervals reached) {
    if (reached.size() > MAX_RANGES) {
      throw new CodesException.TooScattered(status, reached.size());
    }
  }
}
