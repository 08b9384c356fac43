package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.LOT;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.OWNER;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.look;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScanRecorderTest {

  private final InMemoryStore store = new InMemoryStore(ScanHistory.tables());
  private final ScanHistory history = new ScanHistory(store, new Random(1));
  private final Alarms alarms = new Alarms(store, () -> NOON, new Random(2));
  private final Queue<ScanSubject> changed = new ConcurrentLinkedQueue<>();
  private long seed = 3;
  private final ScanRecorder recorder = recorder(ScanPolicy.STANDARD, Sample::plain);

  /** Each names its operations differently, as processes do. */
  private ScanRecorder recorder(ScanPolicy policy, IssuedItems items) {
    seed++;
    return ScanRecorder.start(
        store,
        items,
        Rules.standard(),
        policy,
        "urn:operator",
        "",
        changed::add,
        () -> NOON,
        new Random(seed));
  }

  @AfterEach
  void stop() {
    recorder.close();
  }

  private void record(Look... looks) {
    for (Look look : looks) {
      recorder.offer(look);
    }
    settle();
  }

  private void settle() {
    try {
      recorder.settled().toCompletableFuture().join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private AlarmPage alarmsOf(String owner) {
    return alarms.page(
        new AlarmFilter(
            Optional.of(owner),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        null,
        100);
  }

  @Test
  void looks_areRecorded_asTheValueThePageShows() {
    Look first = look(1, XIAMEN, 0);
    Look second = look(2, MOSCOW, 60);
    record(first);
    record(second);

    ItemHistory shown = Sample.history(ItemFacts.PLAIN, first, second);
    ItemHistory kept = history.of(PACK);
    assertThat(kept.count()).isEqualTo(2);
    assertThat(kept.visits()).isEqualTo(shown.visits());
    assertThat(kept.first()).contains(NOON);
    assertThat(kept.firstCountry()).contains("CN");
    assertThat(kept.owner()).contains(OWNER);
    assertThat(recorder.recorded()).isEqualTo(2);
    assertThat(changed).containsExactly(PACK, PACK);
  }

  @Test
  void reload_makesTheVisitLonger_andCountsNothing() {
    record(look(1, XIAMEN, 0));
    record(look(1, XIAMEN, 20));

    assertThat(history.of(PACK).count()).isEqualTo(1);
    assertThat(history.of(PACK).visits().getFirst().looks()).isEqualTo(2);
    assertThat(history.lot(GTIN, LOT).orElseThrow().visits()).isEqualTo(1);
    assertThat(changed).containsExactly(PACK);
  }

  @Test
  void lot_isCounted_withoutLookingAtItsItems() {
    ScanSubject other = new ScanSubject(GTIN, "7QYKWDTJ7CZNDM7A");
    record(look(1, XIAMEN, 0), look(2, MOSCOW, 60), look(other, 1, XIAMEN, 61, Found.GENUINE));

    LotCount lot = history.lot(GTIN, LOT).orElseThrow();

    assertThat(lot.items()).isEqualTo(2);
    assertThat(lot.visits()).isEqualTo(3);
    assertThat(lot.wide()).isEqualTo(1);
    assertThat(lot.countries()).isEqualTo(Map.of("CN", 2L, "RU", 1L));
    assertThat(history.lots(GTIN, null, 10)).containsExactly(lot);
    assertThat(history.lots(GTIN, LOT, 10)).isEmpty();
  }

  @Test
  void alarm_isRaisedForTheOwner_onceADay_andExplainsItself() {
    record(look(1, XIAMEN, 0));
    record(look(2, MOSCOW, 60));
    record(look(3, XIAMEN, 61));

    List<Alarm> found = alarmsOf(OWNER).alarms();

    assertThat(found)
        .extracting(Alarm::rule)
        .containsExactlyInAnyOrder(RuleName.IMPOSSIBLE_TRAVEL, RuleName.SCATTERED);
    Alarm travel =
        found.stream()
            .filter(a -> a.rule() == RuleName.IMPOSSIBLE_TRAVEL)
            .findFirst()
            .orElseThrow();
    assertThat(travel.gtin()).isEqualTo(GTIN.digits());
    assertThat(travel.lot()).isEqualTo(LOT);
    assertThat(travel.serial()).isEqualTo(PACK.serial());
    assertThat(travel.facts()).containsEntry("from", "CN").containsEntry("to", "RU");
    assertThat(travel.times()).isEqualTo(1);
    assertThat(alarmsOf("https://id.gs1.org/417/9506000134352").alarms()).isEmpty();
  }

  @Test
  void alarm_onAnotherDay_isAnother() {
    record(look(1, XIAMEN, 0));
    record(look(2, MOSCOW, 60));
    record(look(3, XIAMEN, 60 + 24 * 60));
    record(look(4, MOSCOW, 61 + 24 * 60));

    assertThat(alarmsOf(OWNER).alarms())
        .filteredOn(alarm -> alarm.rule() == RuleName.IMPOSSIBLE_TRAVEL)
        .hasSize(2);
  }

  @Test
  void guesses_areNoHistory_butAnAlarmForTheOperator() {
    for (int i = 0; i < 25; i++) {
      recorder.offer(look(new ScanSubject(GTIN, "GUESS" + i), 1, XIAMEN, 0, Found.NOT_ISSUED));
    }
    settle();

    assertThat(history.of(new ScanSubject(GTIN, "GUESS0")).count()).isZero();
    Alarm alarm = alarmsOf("urn:operator").alarms().getFirst();
    assertThat(alarm.rule()).isEqualTo(RuleName.GUESS_BURST);
    assertThat(alarm.facts()).containsEntry("guesses", "20").containsEntry("network", "2001");
    assertThat(recorder.guessing()).isEqualTo(1);
  }

  @Test
  void codesThatAreNotOurs_areNotKept() {
    ScanRecorder empty = recorder(ScanPolicy.STANDARD, subject -> Optional.empty());
    empty.offer(look(1, XIAMEN, 0));
    empty.close();

    assertThat(history.of(PACK).count()).isZero();
  }

  @Test
  void closing_recordsWhatIsWaiting() {
    for (int i = 0; i < 1000; i++) {
      recorder.offer(look(i, XIAMEN, i));
    }
    recorder.close();

    assertThat(history.of(PACK).count()).isEqualTo(1000);
    assertThat(history.of(PACK).visits()).hasSize(128);
    recorder.offer(look(1, XIAMEN, 0));
    assertThat(recorder.dropped()).isEqualTo(1);
  }

  @Test
  void fullQueue_dropsAndCounts_andNeverBlocks() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ScanPolicy tiny =
        new ScanPolicy(
            Duration.ofMinutes(30), Duration.ofDays(90), Duration.ofDays(400), 128, 8, 10, 4);
    ScanRecorder slow =
        recorder(
            tiny,
            subject -> {
              begun.countDown();
              await(release);
              return Sample.plain(subject);
            });
    slow.offer(look(0, XIAMEN, 0));
    begun.await();
    for (int i = 1; i <= 10; i++) {
      slow.offer(look(i, XIAMEN, i));
    }

    assertThat(slow.dropped()).isEqualTo(6);
    release.countDown();
    slow.close();
    assertThat(history.of(PACK).count()).isEqualTo(5);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void storeThatFails_losesLooks_andTheRecorderGoesOn() {
    InMemoryStore closed = new InMemoryStore(ScanHistory.tables());
    closed.close();
    ScanRecorder onNothing =
        ScanRecorder.start(
            closed,
            Sample::plain,
            Rules.standard(),
            ScanPolicy.STANDARD,
            "urn:operator",
            "",
            changed::add,
            () -> NOON,
            new Random(4));
    onNothing.offer(look(1, XIAMEN, 0));
    onNothing.close();

    assertThat(onNothing.dropped()).isEqualTo(1);
    assertThat(onNothing.recorded()).isZero();
  }

  @Test
  void twoRecorders_onOneItem_loseNothing() {
    ScanRecorder second = recorder(ScanPolicy.STANDARD, Sample::plain);
    for (int i = 0; i < 400; i++) {
      (i % 2 == 0 ? recorder : second).offer(look(i, XIAMEN, i));
    }
    recorder.close();
    second.close();

    assertThat(history.of(PACK).count() + recorder.dropped() + second.dropped()).isEqualTo(400);
  }

  @Test
  void guessesOfPrograms_andWrongLots_areCountedByNetwork_andKeepNoHistory() {
    for (int i = 0; i < 10; i++) {
      recorder.offerAttempt(
          look(new ScanSubject(GTIN, "GUESS" + i), 1, XIAMEN, 0, Found.NOT_ISSUED));
      recorder.offerAttempt(look(new ScanSubject(GTIN, "LOT" + i), 1, XIAMEN, 0, Found.WRONG_LOT));
    }
    recorder.offerAttempt(look(1, XIAMEN, 0));
    settle();

    assertThat(alarmsOf("urn:operator").alarms())
        .extracting(Alarm::rule)
        .containsExactly(RuleName.GUESS_BURST);
    assertThat(history.of(new ScanSubject(GTIN, "LOT0")).count()).isZero();
    assertThat(history.of(PACK).count()).isZero();
  }

  @Test
  void itemThatThrows_losesItsOwnLooksOnly() {
    ScanSubject bad = new ScanSubject(GTIN, "BAD");
    ScanRecorder other =
        recorder(
            ScanPolicy.STANDARD,
            subject -> {
              if (subject.equals(bad)) {
                throw new IllegalStateException("this item cannot be read");
              }
              return Sample.plain(subject);
            });
    other.offer(look(bad, 1, XIAMEN, 0, Found.GENUINE));
    other.offer(look(bad, 2, XIAMEN, 0, Found.GENUINE));
    other.offer(look(1, XIAMEN, 0));
    other.close();

    assertThat(history.of(PACK).count()).isEqualTo(1);
    assertThat(other.recorded()).isEqualTo(1);
    assertThat(other.dropped()).isEqualTo(2);
  }

  @Test
  void errorInABatch_doesNotEndTheThread() throws Exception {
    ScanSubject bad = new ScanSubject(GTIN, "BAD");
    ScanRecorder other =
        recorder(
            ScanPolicy.STANDARD,
            subject -> {
              if (subject.equals(bad)) {
                throw new StackOverflowError("deep");
              }
              return Sample.plain(subject);
            });
    other.offer(look(bad, 1, XIAMEN, 0, Found.GENUINE));
    other.settled().toCompletableFuture().join();
    other.offer(look(1, XIAMEN, 0));
    other.close();

    assertThat(history.of(PACK).count()).isEqualTo(1);
    assertThat(other.recorded()).isEqualTo(1);
  }

  @Test
  void alarmOfALookThatIsTriedAgain_isCountedOnce() {
    record(look(1, XIAMEN, 0));
    Store contended = new Contended(store, () -> record(look(3, XIAMEN, 1)));
    ScanRecorder second =
        ScanRecorder.start(
            contended,
            Sample::plain,
            Rules.standard(),
            ScanPolicy.STANDARD,
            "urn:operator",
            "",
            changed::add,
            () -> NOON,
            new Random(5));
    second.offer(look(2, MOSCOW, 60));
    second.close();

    assertThat(history.of(PACK).count()).isEqualTo(3);
    assertThat(alarmsOf(OWNER).alarms()).hasSize(2);
    assertThat(alarmsOf(OWNER).alarms()).extracting(Alarm::times).containsOnly(1);
    assertThat(second.alarms()).isEqualTo(2);
  }

  /** A store in which somebody else changes the item just before it is changed first. */
  private static final class Contended extends ForwardingStore {

    private final Runnable other;
    private final AtomicBoolean done = new AtomicBoolean();

    Contended(Store store, Runnable other) {
      super(store);
      this.other = other;
    }

    @Override
    public CompletionStage<CasResult> compareAndSet(
        Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
      if (done.compareAndSet(false, true)) {
        other.run();
      }
      return super.compareAndSet(key, expected, writes, operation);
    }
  }
}
