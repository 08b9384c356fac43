package org.bricscodes.ledger.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorPolicy;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.anchoring.FinalAnchor;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreException;
import org.bricscodes.tlog.Digest;

/**
 * Two processes anchoring one growing log on one ledger, where everything that can go wrong does,
 * at random: lost requests, lost answers, refusals, crashes, failed and half-failed stores, lease
 * take-overs in the middle of a call, reorganisations, emptied pools. Where the ledger takes single
 * events, those are carried too, and some are executed without effect; an operator starts the
 * processes again before all is calm. One seed is one history.
 */
final class AnchorSimulation {

  private static final int STEPS = 100;
  private static final int CALM_STEPS = 400;
  private static final int MAX_SIZE = 60;

  /** How often an entry may be executed without effect, but for once more after each start. */
  private static final int MAX_FAILURES = 5;

  private static final List<Anchor> LOG =
      LongStream.rangeClosed(1, MAX_SIZE)
          .mapToObj(new SampleLog("log.example/sim")::anchor)
          .toList();

  /** Kinds of ledgers, as the adapters to come are. */
  private static final List<Set<Capability>> KINDS =
      List.of(
          Set.of(Capability.REPLACEMENT, Capability.MONOTONIC_HEAD, Capability.CAN_REORGANISE),
          Set.of(Capability.REPLACEMENT, Capability.CAN_REORGANISE),
          Set.of(Capability.REPLACEMENT, Capability.NATIVE_EXPIRY),
          Set.of(Capability.MONOTONIC_HEAD),
          Set.of(Capability.CONTENT_ADDRESSED, Capability.MONOTONIC_HEAD),
          Set.of(),
          Set.of(
              Capability.REPLACEMENT,
              Capability.MONOTONIC_HEAD,
              Capability.CAN_REORGANISE,
              Capability.PER_EVENT),
          Set.of(Capability.REPLACEMENT, Capability.NATIVE_EXPIRY, Capability.PER_EVENT),
          Set.of(Capability.CONTENT_ADDRESSED, Capability.PER_EVENT));

  private static final List<MemoryNetwork.Fate> FATES = List.of(MemoryNetwork.Fate.values());

  private static final AnchorPolicy POLICY =
      new AnchorPolicy(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));

  private final SplittableRandom random;
  private final VirtualClock clock = new VirtualClock();
  private final MemoryNetwork network;
  private final Ledger honest;
  private final FaultyStore store;
  private final Anchors anchors;
  private final double faults;
  private final List<AnchorLoop> processes = new ArrayList<>();
  private final Map<Long, FinalAnchor> settled = new HashMap<>();
  private final StringBuilder trace = new StringBuilder();
  private int size = 1;
  private int starts;
  private boolean calm;
  private boolean inTakeOver;

  AnchorSimulation(long seed) {
    this.random = new SplittableRandom(seed);
    Set<Capability> kind = KINDS.get(random.nextInt(KINDS.size()));
    int confirmations = kind.contains(Capability.CAN_REORGANISE) ? 1 + random.nextInt(4) : 0;
    this.network = new MemoryNetwork("sim", confirmations, kind);
    this.honest = network.connect();
    this.faults = random.nextDouble(0.4);
    this.store = new FaultyStore(new InMemoryStore(Anchors.TABLES), random.split(), faults / 3);
    this.anchors = new Anchors(store);
    double rejections = random.nextDouble(0.6);
    if (!kind.contains(Capability.CONTENT_ADDRESSED)) { // where the same bytes would fail for ever
      network.rejectEvents(event -> !calm && random.nextDouble() < rejections);
    }
    processes.add(process());
    processes.add(process());
  }

  /** Plays the history, checking after every step; returns what happened, line by line. */
  String run() throws InterruptedException {
    for (int step = 0; step < STEPS; step++) {
      disturbWorld();
      pass(random.nextInt(processes.size()));
      check();
    }
    calm = true;
    store.calm();
    processes.replaceAll(ended -> process());
    for (int step = 0; step < CALM_STEPS && !done(); step++) {
      clock.advance(Duration.ofSeconds(20));
      network.mine();
      pass(step % 2);
      check();
    }
    network.recover();
    network.settle();
    check();
    assertThat(anchors.latest(network.id()).map(FinalAnchor::size))
        .as("once all is calm the newest checkpoint is final")
        .isEqualTo(Optional.of((long) size));
    assertThat(recorded()).as("once all is calm each single event is final").isEqualTo(wanted());
    return trace.toString();
  }

  private boolean done() {
    return anchors.latest(network.id()).map(FinalAnchor::size).equals(Optional.of((long) size))
        && recorded() == wanted();
  }

  private boolean takesEvents() {
    return honest.capabilities().has(Capability.PER_EVENT);
  }

  private long wanted() {
    return takesEvents() ? size : 0;
  }

  private long recorded() {
    return anchors.status(network.id()).events().map(EventStatus::recorded).orElse(0L);
  }

  private void disturbWorld() {
    clock.advance(Duration.ofMillis(random.nextLong(30_000)));
    switch (random.nextInt(8)) {
      case 0, 1 -> size = Math.min(MAX_SIZE, size + random.nextInt(4));
      case 2, 3, 4 -> network.mine();
      case 5 -> network.reorganise(1 + random.nextInt(3), FATES.get(random.nextInt(FATES.size())));
      case 6 -> losePool();
      default -> network.recover();
    }
  }

  private void losePool() {
    if (random.nextInt(4) == 0) {
      network.dropPool();
    } else {
      network.misplacePool();
    }
  }

  private void pass(int process) throws InterruptedException {
    try {
      Duration next = processes.get(process).pass();
      note("pass " + process + " next " + next);
    } catch (Crash e) {
      note("crash " + process + " " + e.getMessage());
      processes.set(process, process());
    } catch (StoreException e) {
      note("store " + process + " " + e.getMessage());
    }
  }

  private AnchorLoop process() {
    starts++;
    Ledger faulty = new FaultyLedger(network.connect(), this::next);
    return new AnchorLoop(
        faulty,
        store,
        () -> Optional.of(LOG.get(size - 1)),
        takesEvents() ? Optional.of(new EventRecording(new Feed(), 0)) : Optional.empty(),
        POLICY,
        clock,
        random.split());
  }

  private Optional<Disturbance> next(Operation operation) {
    if (calm || inTakeOver || random.nextDouble() >= faults) {
      return Optional.empty();
    }
    if (random.nextInt(12) == 0) {
      takeOver(operation);
      return Optional.empty();
    }
    When when = random.nextBoolean() ? When.BEFORE : When.AFTER;
    Disturbance disturbance =
        random.nextInt(8) == 0
            ? new Disturbance.Dies(when)
            : new Disturbance.Fails(when, fault(operation, when));
    note(operation + " " + disturbance);
    return Optional.of(disturbance);
  }

  /** The caller stalls for so long that its lease runs out and the others do as they like. */
  private void takeOver(Operation operation) {
    inTakeOver = true;
    note(operation + " stalls");
    try {
      for (int i = 0; i < 4; i++) {
        clock.advance(Duration.ofMinutes(3));
        pass(random.nextInt(processes.size()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      inTakeOver = false;
    }
  }

  /** A fault that is true to what happened. */
  private Fault fault(Operation operation, When when) {
    if (operation != Operation.SUBMIT) {
      return random.nextBoolean() ? Fault.UNAVAILABLE : Fault.TIMEOUT;
    }
    List<Fault> possible =
        when == When.AFTER
            ? List.of(Fault.TIMEOUT, Fault.NONCE_GAP)
            : List.of(
                Fault.TIMEOUT,
                Fault.UNAVAILABLE,
                Fault.POOL_FULL,
                Fault.UNDERPRICED,
                Fault.REJECTED,
                Fault.UNAUTHORIZED,
                Fault.INSUFFICIENT_FUNDS);
    return possible.get(random.nextInt(possible.size()));
  }

  private void check() throws InterruptedException {
    assertThat(network.written())
        .as("each checkpoint is written at most once")
        .doesNotHaveDuplicates();
    assertThat(network.recorded()).as("each event is written at most once").doesNotHaveDuplicates();
    Map<Long, Long> rejected =
        network.rejected().stream()
            .collect(Collectors.groupingBy(EventRecord::index, Collectors.counting()));
    assertThat(rejected.values())
        .as("no event is executed without effect again and again")
        .allMatch(times -> times <= MAX_FAILURES + starts);
    List<FinalAnchor> finals = anchors.finals(network.id(), Long.MAX_VALUE, 1_000);
    Map<Long, FinalAnchor> now = new HashMap<>();
    for (FinalAnchor anchor : finals) {
      now.put(anchor.size(), anchor);
      if (!settled.containsKey(anchor.size())) {
        checkNew(anchor);
      }
    }
    assertThat(now).as("what is final stays final").containsAllEntriesOf(settled);
    settled.putAll(now);
  }

  private void checkNew(FinalAnchor anchor) throws InterruptedException {
    note("final " + anchor.size() + " at " + anchor.position());
    AnchorReceipt receipt = anchors.receipt(network.id(), anchor.txId()).orElseThrow();
    Anchor expected = LOG.get(Math.toIntExact(anchor.size() - 1));
    assertThat(honest.verify(receipt, expected.checkpoint(), Duration.ofSeconds(1)))
        .as("nothing is called final without a receipt that holds")
        .isEqualTo(new ReceiptVerdict.Valid());
    assertThat(network.isSettled(anchor.position()))
        .as("nothing is called final before it is")
        .isTrue();
    assertThat(anchors.covering(network.id(), anchor.size())).contains(anchor);
  }

  private final class Feed implements EventFeed {
    @Override
    public long size() {
      return size;
    }

    @Override
    public EventRecord record(long index) {
      return event(index);
    }
  }

  private static EventRecord event(long index) {
    return new EventRecord(
        "log.example/sim", index, Digest.sha256(String.valueOf(index).getBytes(US_ASCII)));
  }

  private void note(String line) {
    trace.append(clock.instant()).append(' ').append(line).append('\n');
  }
}
