package org.bricscodes.anchoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;

/**
 * Keeps one ledger anchored: takes our newest checkpoint, and sees it through until the ledger
 * calls it final and its receipt is stored. Nothing waits for it.
 *
 * <p>It works in passes ({@link #pass()}). A pass begins by reading what is durable, ends with the
 * next change made durable, and keeps nothing in memory in between, so that a crash anywhere is the
 * same as a pass cut short:
 *
 * <ol>
 *   <li>Take or renew the lease. <i>Crash: it runs out and another process goes on; where the store
 *       admits one process only, the next start does not wait for it.</i>
 *   <li>Prepare the newest checkpoint. <i>Crash: nothing has left; prepared again.</i>
 *   <li>Store the prepared bytes, marked as maybe sent. <i>Crash: inspected by id; when absent, the
 *       same bytes are sent.</i>
 *   <li>Submit. <i>Crash, or no answer: as above; the ledger takes the same bytes only once.</i>
 *   <li>Inspect every open attempt. Absent ones are sent again; one that was included and is no
 *       longer is waiting again; one that waits too long, or offered too little, gets the newest
 *       checkpoint in its place at a higher fee, stored before it is sent, and both stay under
 *       inspection because either may win; dead ones end; a place among our transactions that
 *       nobody fills is filled. What failed ones cost is counted in the change that ends them.
 *       <i>Crash: inspected again.</i>
 *   <li>Final: fetch the receipt, check it, and store it together with what it cost and the end of
 *       its attempt, in one atomic change. <i>Crash before: still open, inspected again. After:
 *       done.</i>
 * </ol>
 *
 * <p>Where single events are recorded too, each pass then carries those, the same way; one thread
 * prepares for a signer, so that nothing else is prepared between a preparation and its submission.
 *
 * <p><b>Promises.</b> Nothing is called final before its receipt is stored, and nothing final is
 * ever changed. A checkpoint at or below the largest final one is not prepared again, so each is on
 * the ledger at most once as far as the ledger's own idempotence reaches. A checkpoint that
 * contradicts or falls behind what is final is reported as a failure and never sent.
 *
 * <p><b>Threads.</b> One pass at a time: {@link #start} runs them on the scheduler given, where
 * they block for ledger and store; without it, call {@link #pass} from one thread. Several
 * processes may run a loop for one ledger; the lease lets one work, and {@link Turns} which.
 */
public final class AnchorLoop implements AutoCloseable {

  private static final Logger LOG = System.getLogger(AnchorLoop.class.getName());

  private final AnchorPass pass;
  private final Optional<EventPass> events;
  private final WorkRow row;
  private final AnchorPolicy policy;
  private final InstantSource clock;
  private final OperationId self;

  private final Turns turns;

  private volatile boolean stopped;

  /** Whether another process may be kept out by our lease. */
  private volatile boolean keepsOut;

  /**
   * @param ledger used, not closed
   * @param store opened with {@link Anchors#TABLES}; used, not closed
   * @param newest our newest signed checkpoint, empty as long as there is none; must not block long
   * @param random names this process and its changes, and spreads retries
   */
  public AnchorLoop(
      Ledger ledger,
      Store store,
      Supplier<Optional<Anchor>> newest,
      AnchorPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this(ledger, store, newest, Optional.empty(), policy, clock, random);
  }

  /**
   * As the other, and carries single events besides.
   *
   * @param recording from where on single events go to the ledger too; empty if none do
   * @throws IllegalArgumentException if they should and the ledger does not take them
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // off is stated as such
  public AnchorLoop(
      Ledger ledger,
      Store store,
      Supplier<Optional<Anchor>> newest,
      Optional<EventRecording> recording,
      AnchorPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this(
        ledger,
        store,
        newest,
        recording,
        policy,
        store.info().writers() > 1 ? () -> Turns.Turn.SHARED : () -> Turns.Turn.ALONE,
        clock,
        random);
  }

  /**
   * As the other, where what the store admits does not say which processes may be at work.
   *
   * @param turns whether it is this process's turn
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // off is stated as such
  public AnchorLoop(
      Ledger ledger,
      Store store,
      Supplier<Optional<Anchor>> newest,
      Optional<EventRecording> recording,
      AnchorPolicy policy,
      Turns turns,
      InstantSource clock,
      RandomGenerator random) {
    LedgerId id = ledger.descriptor().id();
    GuardedRow guard = new GuardedRow(store, random, policy.callTimeout());
    Backoff backoff = new Backoff(policy, random);
    this.row = new WorkRow(store, id, guard);
    this.events =
        recording.map(
            on ->
                new EventPass(
                    ledger,
                    ledger
                        .events()
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(id + " does not take single events")),
                    on,
                    new RecordingRow(store, id, guard),
                    policy,
                    clock,
                    backoff));
    this.pass =
        new AnchorPass(
            ledger,
            row,
            newest,
            policy,
            clock,
            new Setbacks(id, row, backoff, clock),
            () -> events.map(EventPass::open).orElse(List.of()));
    this.policy = policy;
    this.clock = clock;
    this.self = OperationId.random(random);
    this.turns = turns;
  }

  /** Runs passes on {@code scheduler} until {@link #close}; one task at a time. Call once. */
  public void start(ScheduledExecutorService scheduler) {
    schedule(scheduler, Duration.ZERO);
  }

  /** Schedules no further pass; one that is running ends by itself or by interruption. */
  @Override
  public void close() {
    stopped = true;
  }

  /**
   * Gives the lease back if it keeps another process out, so that this one need not wait for its
   * end; after {@link #close}, when no pass runs. If it fails, the lease runs out by itself.
   */
  public void leave() throws InterruptedException {
    if (!keepsOut) {
      return;
    }
    try {
      var _ = leave(row.load(), clock.instant());
    } catch (GuardedRow.Superseded | StoreException e) {
      LOG.log(Level.DEBUG, "a lease was not given back", e);
    }
  }

  /**
   * One bounded pass. Failures of the ledger are part of the work and are stored, not thrown.
   *
   * @return how long to wait before the next pass
   * @throws StoreException if the store failed; the next pass reads what is durable
   */
  public Duration pass() throws InterruptedException {
    Instant now = clock.instant();
    try {
      Turns.Turn turn = turns.now();
      Work work = row.load();
      if (turn == Turns.Turn.OTHERS) {
        return leave(work, now);
      }
      if (turn == Turns.Turn.SHARED && work.lease().keepsOut(self, now)) {
        return earlier(policy.poll(), Duration.between(now, work.lease().until()));
      }
      keepsOut = turn == Turns.Turn.SHARED;
      Instant halfway = now.plus(policy.lease().dividedBy(2));
      if (!work.lease().owner().equals(self) || work.lease().until().isBefore(halfway)) {
        work = row.change(work, work.leasedTo(new Lease(self, now.plus(policy.lease()))));
      }
      Duration next =
          now.isBefore(work.notBefore()) ? Duration.between(now, work.notBefore()) : pass.run(work);
      return events.isEmpty() ? next : earlier(next, events.get().run());
    } catch (GuardedRow.Superseded e) {
      LOG.log(Level.DEBUG, "another process works for this ledger");
      return policy.poll();
    }
  }

  /** Gives the lease back if it is ours, so that whoever goes on need not wait for its end. */
  private Duration leave(Work work, Instant now)
      throws InterruptedException, GuardedRow.Superseded {
    if (work.lease().owner().equals(self) && work.lease().until().isAfter(now)) {
      row.change(work, work.leasedTo(new Lease(self, now)));
    }
    return policy.poll();
  }

  private void schedule(ScheduledExecutorService scheduler, Duration delay) {
    if (stopped) {
      return;
    }
    try {
      var _ = scheduler.schedule(() -> tick(scheduler), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "anchoring stops with its scheduler");
    }
  }

  private void tick(ScheduledExecutorService scheduler) {
    if (stopped) {
      return;
    }
    Duration next = policy.maxBackoff();
    try {
      next = pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an anchoring pass failed; the next one reads what is durable", e);
    }
    schedule(scheduler, next);
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
