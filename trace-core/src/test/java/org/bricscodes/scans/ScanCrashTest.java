package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.LOT;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.OWNER;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.look;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The recorder dies at each of its writes in turn, which is durable or is not, or is in part;
 * another starts over what is left. Looks that were waiting may be lost. What {@code changed} was
 * told of is there, nothing is there in half or twice, and no alarm is missing or raised twice.
 */
final class ScanCrashTest {

  private static final int ITEMS = 4;

  /** Small, so that visits are folded and dropped. */
  private static final ScanPolicy POLICY =
      new ScanPolicy(
          Duration.ofMinutes(30), Duration.ofDays(90), Duration.ofDays(400), 6, 2, 10_000, 16_384);

  /** What becomes of the write at which the recorder dies. */
  enum Last {
    LOST,
    DURABLE,
    /** Of several tables or partitions, the first half: a store promises no more. */
    IN_PART
  }

  @ParameterizedTest
  @EnumSource
  void killedAtEachWrite_leavesNoHalfState_noDoubleCount_noBrokenAlarm(Last last) {
    int writes = 0;
    int lost = 0;
    boolean died = true;
    for (; died; writes++) {
      InMemoryStore rows = new InMemoryStore(ScanHistory.tables());
      Map<ScanSubject, Long> told = new HashMap<>();
      Dying store = new Dying(rows, writes, last);
      run(store, rows, looks(), told, 11);
      died = store.isDead;
      lost += check(rows, told, looks(), "dead at write " + writes + ", " + last);

      Map<ScanSubject, Long> toldLater = new HashMap<>(told);
      List<Look> later = looksLater();
      run(rows, rows, later, toldLater, 12);
      List<Look> all = new ArrayList<>(looks());
      all.addAll(later);
      check(rows, toldLater, all, "after the restart, dead at write " + writes + ", " + last);
      assertAlarmsOfTheEnd(rows, "dead at write " + writes + ", " + last);
      sweepLeavesNothing(rows, "dead at write " + writes + ", " + last);
    }
    System.out.println(
        "ScanCrashTest, "
            + last
            + ": died at "
            + (writes - 1)
            + " writes, "
            + lost
            + " looks lost");
    assertThat(writes).isGreaterThan(30);
    // In the round without a death nothing is.
    assertThat(lost).isGreaterThan(0);
  }

  private static ScanSubject item(int number) {
    return new ScanSubject(GTIN, "ITEM" + number);
  }

  /** Each item is seen in two countries within the hour, and by many. */
  private static List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      for (int i = 0; i < ITEMS; i++) {
        // The third to the seventh come from one network.
        boolean crowd = round >= 2 && round < 7;
        Look look =
            look(item(i), i * 100 + round, round == 1 ? MOSCOW : XIAMEN, round, Found.GENUINE);
        Visitor visitor = look.visitor();
        looks.add(
            new Look(
                look.subject(),
                look.at(),
                look.place(),
                new Visitor(
                    visitor.period(),
                    visitor.device(),
                    crowd ? 9 : visitor.network(),
                    visitor.agent()),
                Found.GENUINE,
                Channel.PAGE));
      }
    }
    return looks;
  }

  private static List<Look> looksLater() {
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      looks.add(look(item(i), i * 100 + 50, XIAMEN, 120, Found.GENUINE));
      looks.add(look(item(i), i * 100 + 51, MOSCOW, 121, Found.GENUINE));
    }
    return looks;
  }

  /** Records a few at a time, until it is done or dead. */
  private static void run(
      Store store, InMemoryStore rows, List<Look> looks, Map<ScanSubject, Long> told, long seed) {
    ScanHistory history = new ScanHistory(rows, new Random(1));
    ScanRecorder recorder =
        ScanRecorder.start(
            store,
            Sample::plain,
            Rules.standard(),
            POLICY,
            "urn:operator",
            "",
            subject -> told.put(subject, history.of(subject).count()),
            () -> NOON.plus(Duration.ofHours(2)),
            new Random(seed));
    for (int from = 0; from < looks.size(); from += 2 * ITEMS) {
      looks.subList(from, Math.min(looks.size(), from + 2 * ITEMS)).forEach(recorder::offer);
      try {
        recorder.settled().toCompletableFuture().join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    recorder.close();
  }

  /** Returns how many looks are lost. */
  private static int check(
      InMemoryStore rows, Map<ScanSubject, Long> told, List<Look> looks, String when) {
    ScanHistory history = new ScanHistory(rows, new Random(1));
    int there = 0;
    Set<ScanSubject> seen = new HashSet<>();
    for (int i = 0; i < ITEMS; i++) {
      ItemHistory of = history.of(item(i));
      ScanSubject subject = of.subject();
      there += (int) of.count();
      long offered = looks.stream().filter(look -> look.subject().equals(subject)).count();
      assertThat(of.count()).as(when).isBetween(told.getOrDefault(subject, 0L), offered);
      assertThat(of.summary() == null).as(when).isEqualTo(of.visits().isEmpty());
      long kept = of.visits().stream().mapToLong(Visit::visits).sum();
      assertThat(kept).as(when).isLessThanOrEqualTo(of.count());
      assertThat(of.visits()).as(when).hasSizeLessThanOrEqualTo(POLICY.visitsPerItem());
      for (Visit visit : of.visits()) {
        assertThat(
                rows.scan(pointers(visit)).rows().stream().map(row -> ScanRows.pointed(row.sort())))
            .as(when)
            .contains(ScanRows.visit(subject, visit));
      }
      if (of.count() > 0) {
        seen.add(subject);
        assertThat(of.first()).as(when).contains(of.visits().getFirst().began());
      }
    }
    Optional<LotCount> lot = history.lot(GTIN, LOT);
    assertThat(lot.map(LotCount::visits).orElse(0L)).as(when).isBetween(0L, (long) there);
    assertThat(lot.map(LotCount::items).orElse(0L)).as(when).isBetween(0L, (long) seen.size());
    return looks.size() - there;
  }

  private static Scan pointers(Visit visit) {
    return Scan.of(ScanRows.HOURS, ScanRows.visits(ScanRows.hour(visit.began())), 1000);
  }

  /** Of every item each rule that holds has been told to its owner, once. */
  private static void assertAlarmsOfTheEnd(InMemoryStore rows, String when) {
    ScanHistory history = new ScanHistory(rows, new Random(1));
    AlarmFilter all =
        new AlarmFilter(
            Optional.of(OWNER),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<Alarm> alarms = new Alarms(rows, () -> NOON, new Random(2)).page(all, null, 1000).alarms();
    Set<String> told = new HashSet<>();
    for (Alarm alarm : alarms) {
      assertThat(alarm.times()).as("%s: %s", when, alarm).isEqualTo(1);
      assertThat(told.add(alarm.serial() + " " + alarm.rule())).as(when).isTrue();
    }
    for (int i = 0; i < ITEMS; i++) {
      ItemHistory of = history.of(item(i));
      for (Hit hit : Rules.standard().hits(of)) {
        assertThat(told).as(when).contains(item(i).serial() + " " + hit.rule());
      }
    }
    assertThat(rows.scan(Scan.of(ScanRows.HOURS, ScanRows.dueAlarms(""), 100)).rows())
        .as(when)
        .isEmpty();
  }

  private static void sweepLeavesNothing(InMemoryStore rows, String when) {
    Instant later = NOON.plus(Duration.ofDays(500));
    ScanRetention.Swept swept = new ScanRetention(rows, POLICY, () -> later, new Random(3)).sweep();
    assertThat(swept.visits()).as(when).isPositive();
    ScanHistory history = new ScanHistory(rows, new Random(1));
    for (int i = 0; i < ITEMS; i++) {
      assertThat(history.of(item(i)).visits()).as(when).isEmpty();
    }
  }

  /** Takes some writes, then dies in one of them. */
  private static final class Dying extends ForwardingStore {
    private final InMemoryStore rows;
    private final Last last;
    private int left;
    private volatile boolean isDead;

    Dying(InMemoryStore rows, int writes, Last last) {
      super(rows);
      this.rows = rows;
      this.left = writes;
      this.last = last;
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> write(List<Write> writes) {
      if (isDead) {
        return killed();
      }
      if (left-- > 0) {
        return rows.write(writes);
      }
      isDead = true;
      List<Write> durable =
          switch (last) {
            case LOST -> List.of();
            case DURABLE -> writes;
            case IN_PART -> firstHalf(writes);
          };
      var _ = rows.write(durable);
      return killed();
    }

    /** Of one partition, so all or nothing. */
    @Override
    public synchronized CompletionStage<CasResult> compareAndSet(
        Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
      if (isDead) {
        return killed();
      }
      if (left-- > 0) {
        return rows.compareAndSet(key, expected, writes, operation);
      }
      isDead = true;
      if (last != Last.LOST) {
        var _ = rows.compareAndSet(key, expected, writes, operation);
      }
      return killed();
    }

    private static <T extends @Nullable Object> CompletionStage<T> killed() {
      return CompletableFuture.failedFuture(new StoreException.Unavailable("killed"));
    }

    /** Some of the partitions whole, and nothing of the others. */
    private static List<Write> firstHalf(List<Write> writes) {
      List<List<Byte>> partitions = new ArrayList<>();
      for (Write write : writes) {
        List<Byte> partition = partition(write);
        if (!partitions.contains(partition)) {
          partitions.add(partition);
        }
      }
      Set<List<Byte>> kept = new HashSet<>(partitions.subList(0, (partitions.size() + 1) / 2));
      return writes.stream().filter(write -> kept.contains(partition(write))).toList();
    }

    private static List<Byte> partition(Write write) {
      List<Byte> bytes = new ArrayList<>();
      Table table = write.key().table();
      for (byte b : table.name().getBytes(StandardCharsets.UTF_8)) {
        bytes.add(b);
      }
      for (byte b : write.key().partition()) {
        bytes.add(b);
      }
      return bytes;
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException("the rows outlive it");
    }
  }
}
