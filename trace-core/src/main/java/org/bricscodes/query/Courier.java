package org.bricscodes.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Brings one subscriber what it is due: looks along the sequence of recorded events from the
 * position that is durable, gathers what matches, hands it over, and moves the position when the
 * subscriber has confirmed.
 *
 * <p><b>Promise.</b> Every matching event is delivered at least once, in the order of recording,
 * and none is passed over: the position is a place in the sequence, which ties of record times
 * cannot blur, and it moves past an event only when that was confirmed, does not match, or a person
 * decided to skip it.
 *
 * <p><b>What a crash leaves</b>, in the order of the code:
 *
 * <ol>
 *   <li>While looking and gathering: nothing has changed; the next start looks again.
 *   <li>While handing over, before the subscriber has it, or before its confirmation reaches us:
 *       the position has not moved, the same events come again.
 *   <li>After the confirmation, before the position is durable: as above; this is where duplicates
 *       come from. Nothing further is handed over until it is durable, so they come in order.
 *   <li>After that: the next start goes on behind them.
 *   <li>At a time of a schedule: it counts as dealt with only together with, or after, the last of
 *       its batches, so a report cut short is begun again for the part that was not confirmed, and
 *       times missed while nothing ran are made up by one report.
 * </ol>
 *
 * <p><b>Threads.</b> One step runs at a time, on the road's executor; each does a bounded amount of
 * work and none waits for the subscriber or for the disk. The other methods may be called from any
 * thread and return at once.
 */
final class Courier {

  private static final System.Logger LOG = System.getLogger(Courier.class.getName());

  /** Places read at once, and looked at in one step. */
  private static final int SLICE = 64;

  private static final int LOOK = 1_024;

  /**
   * Places behind the durable position after which it is moved on, or what was gathered goes: so
   * much is looked at again after a crash, and so far apart may the events of a parcel be.
   */
  private static final int UNSAVED = 16_384;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Makes progress durable, or does not, where a subscription ends with its connection. */
  interface Keeper {
    CompletionStage<@Nullable Void> keep(Progress progress);
  }

  private enum Ending {
    NOT,
    /** What is under way is finished and kept. */
    FINISHING,
    /** Nothing is kept any more. */
    CANCELLED
  }

  /** A time of the schedule that is being dealt with: what was recorded before its end. */
  private record Report(Instant at, long end, boolean begun) {}

  /** A wish from outside, applied between two steps. */
  private record Wish(
      Function<Progress, @Nullable Progress> change, CompletableFuture<Boolean> done) {}

  private final String queryName;
  private final String subscriptionID;
  private final Trigger trigger;
  private final Predicate<RecordedEvent> wanted;
  private final Delivery delivery;
  private final Keeper keeper;
  private final Road road;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  // Touched by the step that runs.
  private final List<RecordedEvent> batch = new ArrayList<>();
  private int batchLimit;
  private long batchBytes;
  private long looked;
  private boolean full;
  private boolean failureTold;
  private @Nullable Report report;

  // Guarded by this.
  private boolean working;
  private boolean again;
  private Ending ending = Ending.NOT;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Wish wish;
  private CompletionStage<@Nullable Void> keeping = CompletableFuture.completedStage(null);

  private volatile Progress progress;

  /** Waits for events only: nothing else will wake it. */
  private volatile boolean hungry;

  Courier(
      String queryName,
      String subscriptionID,
      Trigger trigger,
      Predicate<RecordedEvent> wanted,
      Progress progress,
      Delivery delivery,
      Keeper keeper,
      Road road) {
    this.queryName = queryName;
    this.subscriptionID = subscriptionID;
    this.trigger = trigger;
    this.wanted = wanted;
    this.progress = progress;
    this.delivery = delivery;
    this.keeper = keeper;
    this.road = road;
    this.batchLimit = road.policy().maxBatchEvents();
    this.looked = progress.position();
  }

  /** How far it has come, durably. */
  Progress progress() {
    return progress;
  }

  /** Has it look whether there is something to do. */
  void wake() {
    synchronized (this) {
      if (ending != Ending.NOT) {
        return;
      }
      if (working) {
        again = true;
        return;
      }
      working = true;
      hungry = false;
    }
    run();
  }

  /** The sequence has grown. */
  void grown() {
    if (hungry) {
      wake();
    }
  }

  /**
   * Changes what is durable, between two steps.
   *
   * @param change null: not in this state
   * @return whether it was changed; fails when it ends before
   */
  CompletionStage<Boolean> change(Function<Progress, @Nullable Progress> change) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    synchronized (this) {
      if (ending != Ending.NOT || wish != null) {
        return CompletableFuture.completedFuture(false);
      }
      wish = new Wish(change, done);
    }
    wake();
    return done;
  }

  /** Finishes the delivery that is under way, keeps how far it has come, and stops. */
  CompletionStage<@Nullable Void> finish() {
    return end(Ending.FINISHING);
  }

  /** Stops; when the stage completes nothing is kept any more. */
  CompletionStage<@Nullable Void> cancel() {
    var _ = end(Ending.CANCELLED);
    synchronized (this) {
      return keeping;
    }
  }

  private CompletionStage<@Nullable Void> end(Ending how) {
    synchronized (this) {
      ending = ending == Ending.CANCELLED ? ending : how;
      stopTimer();
      if (!working) {
        ended.complete(null);
      }
      if (wish != null) {
        wish.done.complete(false);
        wish = null;
      }
    }
    return ended;
  }

  private void run() {
    try {
      road.steps().execute(this::step);
    } catch (RejectedExecutionException e) {
      ended.complete(null);
    }
  }

  @SuppressWarnings("IllegalCatch") // a query that cannot be run is the subscriber's to know
  private void step() {
    if (stopsHere()) {
      return;
    }
    try {
      next();
    } catch (StoreException.Unavailable | StoreException.Interrupted e) {
      forget();
      rest(road.clock().instant().plus(PAUSE)); // not the query's fault, and nobody's to know
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a standing query cannot be run", e);
      cannotRun(e);
    }
  }

  private synchronized boolean stopsHere() {
    if (ending == Ending.NOT) {
      return false;
    }
    ended.complete(null);
    return true;
  }

  private void next() {
    Wish granted = takeWish();
    if (granted != null) {
      grant(granted);
      return;
    }
    Progress now = progress;
    Trouble trouble = now.trouble();
    if (now.isSuspended()) {
      rest(null);
    } else if (trouble != null && road.clock().instant().isBefore(trouble.retryAt())) {
      rest(trouble.retryAt());
    } else if (isDue()) {
      look(trouble);
    }
  }

  /** Whether there is a report to make; if not, rests until there is. */
  private boolean isDue() {
    return switch (trigger) {
      case Trigger.Stream _ -> true;
      case Trigger.Scheduled(Schedule schedule, Trigger.WhenEmpty _) -> {
        if (report == null) {
          Instant now = road.clock().instant();
          Instant due = schedule.after(progress.lastFire());
          if (due.isAfter(now)) {
            rest(due);
            yield false;
          }
          report = new Report(now, road.events().size(), false);
        }
        yield true;
      }
    };
  }

  private void look(@Nullable Trouble trouble) {
    Report current = report;
    long end = current == null ? road.horizon().getAsLong() : current.end();
    // What failed is tried again as it was, so that the subscriber can tell it is the same.
    boolean repeating = trouble != null && trouble.through() > progress.position();
    if (trouble != null && repeating) {
      end = Math.min(end, trouble.through());
    }
    gather(end);
    boolean far = looked - progress.position() >= UNSAVED;
    if (full || (!batch.isEmpty() && (far || looked >= end))) {
      handOver();
    } else if (far && !repeating && (looked < end || current == null)) {
      keep(progress.passed(looked));
    } else if (looked < end) {
      run(); // others have their turn before it goes on
    } else if (repeating) {
      keep(progress.passed(looked)); // what failed has been erased since
    } else if (current != null) {
      endReport(current);
    } else {
      restUntilGrown();
    }
  }

  private void gather(long end) {
    long stop = looked + LOOK;
    while (looked < Math.min(end, stop) && !full) {
      int count = (int) Math.min(SLICE, end - looked);
      for (RecordedEvent event : road.events().bySequence(looked, count)) {
        if (event.sequence() < end && !take(event)) {
          looked = event.sequence();
          full = true;
          return;
        }
      }
      looked += count;
    }
  }

  /** Whether the event has been dealt with: it is none of ours, or it is in the batch. */
  @SuppressWarnings("IllegalCatch") // what was gathered before goes first, then it is tried alone
  private boolean take(RecordedEvent event) {
    try {
      if (!wanted.test(event)) {
        return true;
      }
    } catch (RuntimeException e) {
      if (batch.isEmpty()) {
        throw e;
      }
      return false;
    }
    int bytes = event.event().length;
    if (!batch.isEmpty()
        && (batch.size() >= batchLimit || batchBytes + bytes > road.policy().maxBatchBytes())) {
      return false;
    }
    batch.add(event);
    batchBytes += bytes;
    return true;
  }

  private void endReport(Report current) {
    boolean empty =
        trigger instanceof Trigger.Scheduled(Schedule _, Trigger.WhenEmpty whenEmpty)
            && whenEmpty == Trigger.WhenEmpty.REPORT
            && !current.begun();
    if (empty) {
      handOver();
    } else {
      report = null;
      keep(progress.passed(looked).fired(current.at()));
    }
  }

  private void handOver() {
    bring(
        new Parcel.Results(queryName, subscriptionID, batch),
        outcome -> {
          switch (outcome) {
            case DeliveryOutcome.Delivered _ -> delivered();
            case DeliveryOutcome.TooLarge _ when batch.size() > 1 -> halve();
            case DeliveryOutcome.TooLarge _ ->
                failed(413, "a single event is too large for the subscriber", Duration.ZERO);
            case DeliveryOutcome.Failed(int status, String error, Duration retryAfter) ->
                failed(status, error, retryAfter);
            case DeliveryOutcome.Refused(int status, String error) ->
                keepTrouble(trouble(status, error, Duration.ZERO, Trouble.Kind.SUSPENDED));
          }
        });
  }

  private void bring(Parcel parcel, Consumer<DeliveryOutcome> then) {
    deadlined(parcel)
        .exceptionally(
            failure -> {
              LOG.log(System.Logger.Level.WARNING, "a delivery broke", failure);
              return new DeliveryOutcome.Failed(0, "no outcome in time");
            })
        .thenAcceptAsync(then, road.steps())
        .exceptionally(
            bug -> {
              LOG.log(System.Logger.Level.ERROR, "a delivery was not dealt with", bug);
              report = null;
              forget();
              rest(road.clock().instant().plus(PAUSE));
              return null;
            });
  }

  @SuppressWarnings("IllegalCatch") // a delivery that throws has failed
  private CompletableFuture<DeliveryOutcome> deadlined(Parcel parcel) {
    try {
      return delivery
          .deliver(parcel)
          .thenApply(outcome -> outcome)
          .toCompletableFuture()
          .orTimeout(road.policy().deliveryDeadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void delivered() {
    failureTold = false;
    batchLimit = Math.min(road.policy().maxBatchEvents(), batchLimit * 2);
    Instant newest = batch.isEmpty() ? null : batch.getLast().recordTime();
    Progress moved = progress.delivered(looked, newest, road.clock().instant());
    Report current = report;
    if (current != null && looked >= current.end()) {
      report = null;
      moved = moved.fired(current.at());
    } else if (current != null) {
      report = new Report(current.at(), current.end(), true);
    }
    keep(moved);
  }

  private void halve() {
    batchLimit = batch.size() / 2;
    batch.subList(batchLimit, batch.size()).clear();
    looked = batch.getLast().sequence() + 1;
    handOver();
  }

  private void failed(int status, String error, Duration retryAfter) {
    boolean refusal =
        status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
    Duration patience = refusal ? road.policy().refusedPatience() : road.policy().failedPatience();
    Trouble known = progress.trouble();
    Instant since = known == null ? road.clock().instant() : known.since();
    boolean over = !road.clock().instant().isBefore(since.plus(patience));
    keepTrouble(
        trouble(status, error, retryAfter, over ? Trouble.Kind.SUSPENDED : Trouble.Kind.RETRYING));
  }

  private Trouble trouble(int status, String error, Duration retryAfter, Trouble.Kind kind) {
    Instant now = road.clock().instant();
    Trouble known = progress.trouble();
    int attempts = known == null ? 1 : known.attempts() + 1;
    Duration wait = road.backoff(attempts);
    if (retryAfter.compareTo(wait) > 0) {
      wait =
          retryAfter.compareTo(road.policy().maxBackoff()) < 0
              ? retryAfter
              : road.policy().maxBackoff();
    }
    Instant since = known == null ? now : known.since();
    // A report without events has nothing to repeat: what comes in the meantime goes with it.
    long through = batch.isEmpty() ? progress.position() : looked;
    return new Trouble(since, attempts, now, status, error, through, now.plus(wait), kind);
  }

  private void keepTrouble(Trouble trouble) {
    report = null;
    keep(progress.in(trouble));
  }

  /** The subscriber is told once; then it is as if it could not be reached. */
  private void cannotRun(RuntimeException cause) {
    forget();
    Runnable wait = () -> failed(0, "the query cannot be run just now", Duration.ZERO);
    if (failureTold) {
      wait.run();
      return;
    }
    failureTold = true;
    bring(new Parcel.Failure(queryName, subscriptionID, cause), outcome -> wait.run());
  }

  /** Makes progress durable, then goes on from it; where that fails, from the one before. */
  private void keep(Progress moved) {
    keep(moved, failure -> {});
  }

  private void keep(Progress moved, Consumer<@Nullable Throwable> told) {
    CompletionStage<@Nullable Void> kept;
    synchronized (this) {
      if (ending == Ending.CANCELLED) {
        ended.complete(null);
        told.accept(new CancellationException("the subscription has ended"));
        return;
      }
      kept = keeper.keep(moved);
      keeping = kept.exceptionally(e -> null);
    }
    kept.whenCompleteAsync(
        (nothing, failure) -> {
          if (failure == null) {
            progress = moved;
          }
          told.accept(failure);
          forget();
          if (failure == null) {
            step();
          } else {
            LOG.log(System.Logger.Level.WARNING, "the progress of a subscription was not kept");
            report = null;
            rest(road.clock().instant().plus(PAUSE));
          }
        },
        road.steps());
  }

  /** Back to what is durable. */
  private void forget() {
    batch.clear();
    batchBytes = 0;
    full = false;
    looked = progress.position();
  }

  private synchronized @Nullable Wish takeWish() {
    Wish taken = wish;
    wish = null;
    return taken;
  }

  private void grant(Wish granted) {
    Progress changed = granted.change.apply(progress);
    if (changed == null) {
      granted.done.complete(false);
      run();
      return;
    }
    report = null;
    keep(
        changed,
        failure -> {
          if (failure == null) {
            granted.done.complete(true);
          } else {
            granted.done.completeExceptionally(failure);
          }
        });
  }

  private void restUntilGrown() {
    hungry = true;
    rest(null);
    // What came between the look and the rest has woken nobody.
    if (road.horizon().getAsLong() > looked) {
      grown();
    }
  }

  /**
   * Ends the step.
   *
   * @param until when to look again by itself; null: when woken
   */
  private void rest(@Nullable Instant until) {
    synchronized (this) {
      stopTimer();
      if (ending != Ending.NOT) {
        ended.complete(null);
        return;
      }
      if (!again && wish == null) {
        working = false;
        if (until != null) {
          long millis = Math.max(1, Duration.between(road.clock().instant(), until).toMillis() + 1);
          timer = road.steps().schedule(this::wake, millis, TimeUnit.MILLISECONDS);
        }
        return;
      }
      again = false;
      hungry = false;
    }
    run();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
