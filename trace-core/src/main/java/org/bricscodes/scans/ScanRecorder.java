package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Writes look-ups down, behind the answer: {@link #offer} never blocks and never fails. What does
 * not fit the queue, or meets a store that fails, is dropped and counted; a look-up is worth less
 * than the answer to it.
 *
 * <p>One thread takes what is waiting, some hundreds at once. For each item: its history is read,
 * the looks are added, the rules asked. Then, in this order: pointers by hour, the items, their
 * alarms, the counts of lots. Alarms come after the item they are about, so that one look is never
 * counted twice when somebody else changed the item meanwhile; that they are due is noted before.
 * What goes wrong with one item costs its looks alone.
 *
 * <p><b>A crash.</b> A look is recorded when {@code changed} was told of it, or {@link #settled}
 * completed behind it; from then on it survives {@code kill -9} and power loss. Lost are those that
 * were waiting, at most {@link ScanPolicy#queue}, and of the at most {@value #MAX_BATCH} in hand
 * those not yet written. An item has all of a look or nothing, counted once. A crash leaves
 * pointers without visits, which mean nothing; alarms that are due, which the next start raises,
 * and not twice; and lots that lack the looks in hand, for good.
 *
 * <p><b>Several recorders</b> in several processes may be at work over one store: items, lots and
 * alarms change by compare-and-set, and each raises what itself left due. What networks try, and
 * how many guesses an hour and alarms a day are kept, each counts for itself.
 */
public final class ScanRecorder implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ScanRecorder.class.getName());

  static final int MAX_BATCH = 512;
  private static final int MAX_ATTEMPTS = 20;

  /** New alarms a day for one owner; more are counted only. */
  private static final int MAX_ALARMS_PER_DAY = 10_000;

  private final ScanRows rows;
  private final ScanHistory history;
  private final Alarms alarms;
  private final IssuedItems items;
  private final Rules rules;
  private final ScanPolicy policy;
  private final InstantSource clock;
  private final String operator;
  private final String name;
  private final Consumer<ScanSubject> changed;
  private final Optional<GuessBurst.Watch> watch;

  private final BlockingQueue<Task> queue;
  private final Thread thread;
  private volatile boolean stopping;

  private final LongAdder recorded = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder raised = new LongAdder();
  private final LongAdder silenced = new LongAdder();
  private final AtomicInteger guessing = new AtomicInteger();

  // Only the recorder's thread touches these.
  private final Map<String, Integer> alarmsToday = new HashMap<>();
  private long today;
  private long guessHour;
  private int guessesThisHour;
  private int lost;

  private sealed interface Task {
    record Note(Look look) implements Task {}

    record Attempt(Look look) implements Task {}

    record Settle(CompletableFuture<@Nullable Void> done) implements Task {}
  }

  private ScanRecorder(
      Store store,
      IssuedItems items,
      Rules rules,
      ScanPolicy policy,
      String operator,
      String name,
      Consumer<ScanSubject> changed,
      InstantSource clock,
      RandomGenerator random) {
    this.rows = new ScanRows(store, random);
    this.history = new ScanHistory(rows);
    this.alarms = new Alarms(rows, clock);
    this.items = items;
    this.rules = rules;
    this.policy = policy;
    this.operator = operator;
    this.name = name;
    this.changed = changed;
    this.clock = clock;
    this.watch = rules.watch();
    this.queue = new ArrayBlockingQueue<>(policy.queue());
    this.thread = Thread.ofPlatform().name("trace-scans").unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param store opened with {@link ScanHistory#tables()}
   * @param operator who is told of what concerns nobody's code
   * @param name no other recorder over the same store has it; the next start has it again, and
   *     finishes what this one leaves. Letters of ASCII; empty for that of the service
   * @param changed told of every item with a new visit, when the visit is durable; must not block
   * @param random names the store operations; unpredictably seeded
   */
  public static ScanRecorder start(
      Store store,
      IssuedItems items,
      Rules rules,
      ScanPolicy policy,
      String operator,
      String name,
      Consumer<ScanSubject> changed,
      InstantSource clock,
      RandomGenerator random) {
    ScanRecorder recorder =
        new ScanRecorder(store, items, rules, policy, operator, name, changed, clock, random);
    recorder.thread.start();
    return recorder;
  }

  /** Takes a look-up; at once, from any thread. */
  public void offer(Look look) {
    if (stopping || !queue.offer(new Task.Note(look))) {
      dropped.increment();
    }
  }

  /**
   * Takes a look-up that is no visit, as a program makes it: nobody's history, but counted among
   * what its network tries. At once, from any thread.
   */
  public void offerAttempt(Look look) {
    if (look.found().isGuess() && (stopping || !queue.offer(new Task.Attempt(look)))) {
      dropped.increment();
    }
  }

  /** Completes when everything offered before is recorded or dropped; waits for a place itself. */
  public CompletionStage<@Nullable Void> settled() throws InterruptedException {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    if (stopping) {
      done.complete(null);
    } else {
      queue.put(new Task.Settle(done));
    }
    return done;
  }

  /** Look-ups recorded since the start. */
  public long recorded() {
    return recorded.sum();
  }

  /** Look-ups lost since the start, to a full queue or a store that failed. */
  public long dropped() {
    return dropped.sum();
  }

  /** Look-ups waiting. */
  public int waiting() {
    return queue.size();
  }

  /** Alarms raised, or raised again, since the start. */
  public long alarms() {
    return raised.sum();
  }

  /** Alarms that were not raised because their owner had ten thousand that day. */
  public long silenced() {
    return silenced.sum();
  }

  /** Networks that were trying serials when the last look-up was recorded. */
  public int guessing() {
    return guessing.get();
  }

  /** Records what is waiting, then ends; takes no more. */
  @Override
  public void close() {
    stopping = true;
    try {
      // Wakes the thread; when the queue is full it is awake.
      queue.offer(new Task.Settle(new CompletableFuture<>()), 1, TimeUnit.SECONDS);
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    raiseDue();
    List<Task> batch = new ArrayList<>(MAX_BATCH);
    while (true) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        return; // nobody of ours interrupts it
      }
      queue.drainTo(batch, MAX_BATCH - batch.size());
      recordOrDrop(batch);
      batch.clear();
      if (stopping && queue.isEmpty()) {
        return;
      }
    }
  }

  /** Raises what a crash left unsaid; what cannot be raised now stays due. */
  @SuppressWarnings("IllegalCatch")
  private void raiseDue() {
    try {
      byte[] after = null;
      do {
        Page page =
            rows.scan(Scan.of(ScanRows.HOURS, ScanRows.dueAlarms(name), MAX_BATCH).after(after));
        List<Write> done = new ArrayList<>();
        for (Page.Row row : page.rows()) {
          ScanSubject subject = ScanSubject.ofKey(row.sort(), 0);
          raiseDue(history.of(subject));
          done.add(new Write.Delete(ScanRows.dueAlarms(name, subject)));
        }
        rows.write(done);
        after = page.next();
      } while (after != null);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "alarms that are due could not be raised", e);
    }
  }

  /** An alarm is due where the item says that it was raised that day. */
  private void raiseDue(ItemHistory item) {
    ItemSummary summary = item.summary();
    if (summary == null) {
      return;
    }
    for (Hit hit : rules.hits(item)) {
      if (summary.alarmed().getOrDefault(hit.rule(), Long.MIN_VALUE) == Alarms.day(hit.at())) {
        alarms.raiseMissing(summary.owner(), alarmed(item.subject(), summary.lot()), hit);
      }
    }
  }

  private static Alarms.Subject alarmed(ScanSubject subject, String lot) {
    return new Alarms.Subject(subject.gtin().digits(), lot, subject.serial());
  }

  /** Whatever a batch meets, an error of the machine included, the thread goes on with the next. */
  @SuppressWarnings("IllegalCatch")
  private void recordOrDrop(List<Task> batch) {
    lost = 0;
    int looks = 0;
    try {
      looks = write(batch);
    } catch (Throwable e) {
      lost = 0;
      lose(batch.size(), e);
    }
    dropped.add(lost);
    recorded.add(Math.max(0, looks - lost));
    for (Task task : batch) {
      if (task instanceof Task.Settle(CompletableFuture<@Nullable Void> done)) {
        done.complete(null);
      }
    }
  }

  private void lose(int looks, Throwable why) {
    lost += looks;
    LOG.log(System.Logger.Level.WARNING, "look-ups could not be recorded", why);
  }

  /** Does one thing of a batch; what it meets costs these looks, and no others. */
  @SuppressWarnings("IllegalCatch")
  private boolean alone(int looks, Runnable part) {
    try {
      part.run();
      return true;
    } catch (RuntimeException e) {
      lose(looks, e);
      return false;
    }
  }

  /** What is to become of one item. */
  private record Plan(
      ScanHistory.Stored before,
      ItemHistory after,
      List<Visit> fresh,
      List<Hit> alarms,
      IssuedItem item,
      List<Look> looks,
      LotCount.Change change) {

    /** Visits that make room for others. */
    List<Visit> dropped() {
      Set<Key> kept = new HashSet<>();
      after.visits().forEach(visit -> kept.add(ScanRows.visit(after.subject(), visit)));
      return before.history().visits().stream()
          .filter(visit -> !kept.contains(ScanRows.visit(after.subject(), visit)))
          .toList();
    }
  }

  private record Begun(Plan plan, CompletionStage<CasResult> stage) {}

  private int write(List<Task> batch) {
    Map<ScanSubject, List<Look>> bySubject = new LinkedHashMap<>();
    List<Look> guesses = new ArrayList<>();
    int looks = 0;
    for (Task task : batch) {
      switch (task) {
        case Task.Note(Look look) -> {
          looks++;
          if (look.found().isIssued()) {
            bySubject.computeIfAbsent(look.subject(), subject -> new ArrayList<>()).add(look);
          }
          if (look.found().isGuess()) {
            guesses.add(look);
          }
        }
        case Task.Attempt(Look look) -> {
          looks++;
          guesses.add(look);
        }
        case Task.Settle _ -> {
          // nothing to write
        }
      }
    }
    Map<Key, LotCount.Change> lots = new LinkedHashMap<>();
    List<Write> done = new ArrayList<>();
    List<Plan> open = new ArrayList<>();
    bySubject.forEach((subject, of) -> planInto(open, subject, of));
    Set<ScanSubject> noted = new HashSet<>();
    for (int attempt = 0; !open.isEmpty(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        open.forEach(plan -> lose(plan.looks.size(), new StoreException.Overloaded()));
        break;
      }
      List<Plan> again = new ArrayList<>();
      // Without pointers nothing is written: no visit may escape the end of its retention.
      List<Begun> begun = new ArrayList<>();
      alone(
          open.stream().mapToInt(plan -> plan.looks.size()).sum(),
          () -> {
            point(open, noted);
            begun.addAll(begin(open));
          });
      begun.forEach(
          one -> alone(one.plan.looks.size(), () -> finish(one, lots, again, noted, done)));
      open.clear();
      rows.giveWay(again.isEmpty() ? 0 : attempt);
      again.forEach(plan -> planInto(open, plan.after.subject(), plan.looks));
    }
    lots.forEach((lot, change) -> alone(0, () -> count(lot, change)));
    if (!done.isEmpty()) {
      alone(0, () -> rows.write(done));
    }
    guess(guesses);
    watch.ifPresent(networks -> guessing.set(networks.guessing(clock.instant())));
    return looks;
  }

  private void planInto(List<Plan> plans, ScanSubject subject, List<Look> looks) {
    alone(looks.size(), () -> plan(subject, looks).ifPresent(plans::add));
  }

  private Optional<Plan> plan(ScanSubject subject, List<Look> looks) {
    Optional<IssuedItem> known = items.find(subject);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    IssuedItem item = known.get();
    ScanHistory.Stored before = history.stored(subject);
    ItemHistory after = before.history();
    Map<String, Long> countries = new HashMap<>();
    for (Look look : looks) {
      ItemHistory next = after.with(look, item, policy, rules);
      Place place = look.place();
      if (place != null && next.count() > after.count()) {
        countries.merge(place.country(), 1L, Long::sum);
      }
      after = next;
    }
    Set<Visit> old = new HashSet<>(before.history().visits());
    List<Visit> fresh = after.visits().stream().filter(visit -> !old.contains(visit)).toList();
    List<Hit> hits = rules.hits(after);
    long wide = 0;
    if (after.known().spread() == ItemSummary.Spread.NARROW && rules.isWide(hits)) {
      after = after.with(after.known().wide());
      wide = 1;
    }
    List<Hit> toRaise = news(after.known(), hits, fresh);
    for (Hit hit : toRaise) {
      after = after.with(after.known().alarmed(hit.rule(), Alarms.day(hit.at())));
    }
    LotCount.Change change =
        new LotCount.Change(
            item.owner(),
            before.history().count() == 0 ? 1 : 0,
            after.count() - before.history().count(),
            wide,
            looks.getLast().at(),
            countries);
    return Optional.of(new Plan(before, after, fresh, toRaise, item, looks, change));
  }

  /** What is to be raised: a rule that holds because of a visit just made, once a day. */
  private static List<Hit> news(ItemSummary summary, List<Hit> hits, List<Visit> fresh) {
    return hits.stream()
        .filter(hit -> fresh.stream().anyMatch(visit -> visit.began().equals(hit.at())))
        .filter(
            hit ->
                summary.alarmed().getOrDefault(hit.rule(), Long.MIN_VALUE) < Alarms.day(hit.at()))
        .toList();
  }

  private void raise(String owner, Alarms.Subject subject, Hit hit) {
    long day = Alarms.day(clock.instant());
    if (day != today) {
      today = day;
      alarmsToday.clear();
    }
    if (alarmsToday.merge(owner, 1, Integer::sum) > MAX_ALARMS_PER_DAY) {
      silenced.increment();
      return;
    }
    alarms.raise(owner, subject, hit);
    raised.increment();
  }

  /**
   * Writes pointers at visits, before the visits.
   *
   * @param noted the items whose alarms were noted as due; those of these plans are added
   */
  private void point(List<Plan> plans, Set<ScanSubject> noted) {
    List<Write> pointers = new ArrayList<>();
    Set<Long> hours = new HashSet<>();
    for (Plan plan : plans) {
      for (Visit visit : plan.fresh) {
        pointers.add(ScanRows.put(ScanRows.pointer(plan.after.subject(), visit)));
        hours.add(ScanRows.hour(visit.began()));
      }
    }
    List<Write> first = new ArrayList<>();
    hours.forEach(hour -> first.add(ScanRows.hourRow(hour)));
    first.addAll(pointers);
    plans.stream()
        .filter(plan -> !plan.alarms.isEmpty())
        .map(plan -> plan.after.subject())
        .forEach(
            subject -> {
              first.add(ScanRows.put(ScanRows.dueAlarms(name, subject)));
              noted.add(subject);
            });
    rows.write(first);
  }

  /** Writes items side by side; what becomes of each is awaited later. */
  private List<Begun> begin(List<Plan> plans) {
    List<Begun> begun = new ArrayList<>();
    for (Plan plan : plans) {
      Key key = ScanRows.summary(plan.after.subject());
      alone(
          plan.looks.size(),
          () ->
              begun.add(
                  new Begun(plan, rows.begin(key, plan.before.summary(), writes(key, plan)))));
    }
    return begun;
  }

  /** An item that somebody else changed meanwhile is to be planned again. */
  private void finish(
      Begun begun,
      Map<Key, LotCount.Change> lots,
      List<Plan> again,
      Set<ScanSubject> noted,
      List<Write> done) {
    if (StoreAnswer.await(begun.stage) instanceof CasResult.Applied) {
      done.addAll(applied(begun.plan, lots, noted));
    } else {
      again.add(begun.plan);
    }
  }

  /** Returns what is to be removed now that the item is written. */
  private List<Write> applied(Plan plan, Map<Key, LotCount.Change> lots, Set<ScanSubject> noted) {
    lots.merge(
        ScanRows.lot(plan.after.subject(), plan.item.lot()), plan.change, LotCount.Change::plus);
    if (plan.change.visits() > 0) {
      changed.accept(plan.after.subject()); // a visit that only got longer shows nowhere
    }
    ScanSubject subject = plan.after.subject();
    boolean raised = true;
    for (Hit hit : plan.alarms) {
      raised &= alone(0, () -> raise(plan.item.owner(), alarmed(subject, plan.item.lot()), hit));
    }
    List<Write> done = new ArrayList<>();
    // Noted as due by an attempt that came too late, they may be somebody else's by now.
    if (raised && noted.contains(subject)) {
      done.add(new Write.Delete(ScanRows.dueAlarms(name, subject)));
    }
    plan.dropped().forEach(visit -> done.add(new Write.Delete(ScanRows.pointer(subject, visit))));
    return done;
  }

  private static List<Write> writes(Key summary, Plan plan) {
    ScanSubject subject = plan.after.subject();
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Put(summary, ScanCodec.encode(plan.after.known())));
    plan.dropped().forEach(visit -> writes.add(new Write.Delete(ScanRows.visit(subject, visit))));
    for (Visit visit : plan.fresh) {
      writes.add(new Write.Put(ScanRows.visit(subject, visit), ScanCodec.encode(visit)));
    }
    return writes;
  }

  private void count(Key key, LotCount.Change change) {
    byte[] row = rows.read(key);
    String lot = new String(key.sort(), StandardCharsets.UTF_8);
    String gtin = new String(key.partition(), StandardCharsets.US_ASCII);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      LotCount before = row == null ? LotCount.none(lot, change) : ScanCodec.lot(row);
      LotCount after = before.plus(change);
      List<Write> writes = List.of(new Write.Put(key, ScanCodec.encode(after)));
      switch (rows.compareAndSet(key, row, writes)) {
        case CasResult.Applied _ -> {
          if (change.wide() > 0) {
            Alarms.Subject subject = new Alarms.Subject(gtin, lot, null);
            rules.lot(after).ifPresent(hit -> raise(change.owner(), subject, hit));
          }
          return;
        }
        case CasResult.Conflict _ -> {
          rows.giveWay(attempt);
          row = rows.read(key); // as it is now, not as it was before the pause
        }
      }
    }
    throw new StoreException.Overloaded();
  }

  private void guess(List<Look> guesses) {
    List<Write> writes = new ArrayList<>();
    int kept = 0;
    for (Look look : guesses) {
      watch
          .flatMap(networks -> networks.add(look))
          .ifPresent(hit -> alone(0, () -> raise(operator, Alarms.Subject.NETWORK, hit)));
      if (look.found().isIssued()) {
        continue; // it stands in its item's history, if anywhere
      }
      kept++;
      long hour = ScanRows.hour(look.at());
      if (hour != guessHour) {
        guessHour = hour;
        guessesThisHour = 0;
      }
      if (guessesThisHour < policy.guessesPerHour()) {
        guessesThisHour++;
        writes.add(ScanRows.hourRow(hour));
        writes.add(ScanRows.guess(look, ScanCodec.encode(Visit.of(look, ItemFacts.PLAIN))));
      }
    }
    if (!writes.isEmpty()) {
      alone(kept, () -> rows.write(writes));
    }
  }
}
