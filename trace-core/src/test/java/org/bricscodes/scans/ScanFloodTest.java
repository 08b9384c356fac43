package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.LOT;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.item;
import static org.bricscodes.scans.Sample.look;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.Test;

/** Somebody looks at one item again and again, as many devices, to hide what speaks against him. */
final class ScanFloodTest {

  private static final long HOUR = 60;
  private static final Rules RULES = Rules.standard();

  /** By a device of a network, so many milliseconds after noon. */
  private static Look flood(int network, int device, long millis) {
    return new Look(
        PACK,
        NOON.plusMillis(millis),
        XIAMEN,
        new Visitor(Instant.EPOCH, 0x7000_0000L + device, 0x8000 + network, (short) device),
        Found.GENUINE,
        Channel.PAGE);
  }

  private static ItemHistory after(ItemHistory history, ItemFacts facts, Look... looks) {
    ItemHistory next = history;
    for (Look look : looks) {
      next = next.with(look, item(facts), ScanPolicy.STANDARD, RULES);
    }
    return next;
  }

  /** One network, a new device every ten seconds. */
  private static Look[] flood(int looks) {
    Look[] flood = new Look[looks];
    for (int i = 0; i < looks; i++) {
      flood[i] = flood(1, i, 3_600_000L * 3 + i * 10_000L);
    }
    return flood;
  }

  @Test
  void visitsOfOneNetwork_beyondTheEighthOfAnHour_areOneFold_thatSaysHowMany_fromWhenToWhen() {
    ItemHistory history = after(ItemHistory.none(PACK), ItemFacts.PLAIN, flood(300));

    assertThat(history.visits()).hasSize(9);
    assertThat(history.visits())
        .extracting(Visit::visits)
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 292);
    Visit fold = history.visits().getLast();
    assertThat(fold.looks()).isEqualTo(292);
    assertThat(fold.began()).isEqualTo(NOON.plusSeconds(3 * 3600 + 80));
    assertThat(fold.last()).isEqualTo(NOON.plusSeconds(3 * 3600 + 2990));
    assertThat(history.count()).isEqualTo(300);
    assertThat(history.isWhole()).isTrue();
  }

  @Test
  void nextHour_isFoldedByItself_andOtherNetworksAreNot() {
    ItemHistory history = after(ItemHistory.none(PACK), ItemFacts.PLAIN, flood(20));

    history = after(history, ItemFacts.PLAIN, flood(2, 900, 3_600_000L * 3 + 250_000));
    history = after(history, ItemFacts.PLAIN, flood(1, 901, 3_600_000L * 4));

    assertThat(history.visits()).hasSize(11);
    assertThat(history.visits())
        .extracting(Visit::visits)
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 12, 1, 1);
  }

  @Test
  void codeThatIsVoided_whileItIsFlooded_stillWarns() {
    ItemHistory history = after(ItemHistory.none(PACK), ItemFacts.PLAIN, flood(100));
    ItemFacts cancelled = ItemFacts.PLAIN.at(Stage.VOID, NOON.plusSeconds(3 * 3600 + 1000));

    ItemHistory now = after(history, cancelled, flood(1, 500, 3_600_000L * 3 + 1_100_000));

    assertThat(RULES.assess(now)).isInstanceOf(Assessment.Warning.class);
    assertThat(now.visits()).hasSize(10);
  }

  @Test
  void innerCode_triedInTheFlood_isKeptApart() {
    ItemHistory history = after(ItemHistory.none(PACK), ItemFacts.PLAIN, flood(100));
    Look outer = flood(1, 500, 3_600_000L * 3 + 1_100_000);
    Look inner = new Look(PACK, outer.at(), XIAMEN, outer.visitor(), Found.GENUINE, Channel.INNER);

    ItemHistory now = after(history, ItemFacts.PLAIN, inner);

    assertThat(now.visits().getLast().channel()).isEqualTo(Channel.INNER);
    assertThat(now.visits().getLast().visits()).isEqualTo(1);
  }

  @Test
  void oneNetwork_floodingForWeeks_cannotPushOutTheGenuineFirstVisit() {
    ItemHistory history =
        after(ItemHistory.none(PACK), ItemFacts.PLAIN, look(1, MOSCOW, 0), look(2, MOSCOW, HOUR));

    for (int hour = 3; hour < 24 * 21; hour++) {
      for (int i = 0; i < 12; i++) {
        history =
            after(
                history, ItemFacts.PLAIN, flood(1, hour * 100 + i, hour * 3_600_000L + i * 1000L));
      }
    }

    assertThat(history.count()).isEqualTo(2 + 12 * (24 * 21 - 3));
    assertThat(history.visits()).hasSize(128);
    // The flood pushes out itself alone.
    assertThat(history.visits().subList(0, 2))
        .extracting(Visit::began)
        .containsExactly(NOON, NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void manyNetworks_flooding_cannotPushOutTheFirstVisit_norWhatARuleHoldsBy() {
    ItemFacts sold = ItemFacts.PLAIN.at(Stage.SOLD, NOON.minusSeconds(60)).in(Set.of("CN"));
    ItemHistory history =
        after(
            ItemHistory.none(PACK),
            sold,
            look(1, XIAMEN, 0),
            look(2, MOSCOW, HOUR),
            look(3, Sample.SAO_PAULO, 2 * HOUR),
            look(4, MOSCOW, 2 * HOUR),
            look(5, MOSCOW, 2 * HOUR + 1));
    Assessment before = RULES.assess(history);
    Set<Visit> evidence = new HashSet<>(history.visits());

    // Each from a network of its own, of one kind of browser in one place: one person to the rules.
    for (int i = 0; i < 2000; i++) {
      Look look = flood(i, i, 3_600_000L * 3 + i * 60_000L);
      Visitor visitor =
          new Visitor(Instant.EPOCH, look.visitor().device(), look.visitor().network(), (short) 7);
      history =
          after(
              history,
              sold,
              new Look(PACK, look.at(), XIAMEN, visitor, Found.GENUINE, Channel.PAGE));
    }

    assertThat(before.hits())
        .extracting(Hit::rule)
        .containsExactly(
            RuleName.IMPOSSIBLE_TRAVEL,
            RuleName.SCATTERED,
            RuleName.AFTER_SOLD,
            RuleName.OUT_OF_MARKET);
    assertThat(history.visits()).hasSize(128);
    assertThat(history.visits()).containsAll(evidence);
    assertThat(RULES.assess(history)).isInstanceOf(Assessment.Warning.class);
    assertThat(RULES.hits(history)).extracting(Hit::rule).containsAll(names(before));
  }

  private static List<RuleName> names(Assessment assessment) {
    return assessment.hits().stream().map(Hit::rule).toList();
  }

  @Test
  void random_floods_neverPushOutTheFirstVisit_andNeverSilenceARule() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      ScanPolicy small =
          new ScanPolicy(
              Duration.ofMinutes(30), Duration.ofDays(90), Duration.ofDays(400), 40, 3, 10, 10);
      ItemHistory history = ItemHistory.none(PACK);
      Set<RuleName> held = new HashSet<>();
      long minute = 0;
      for (int i = 0; i < 200; i++) {
        minute += random.nextInt(40);
        Place place = List.of(XIAMEN, MOSCOW, Sample.BEIJING).get(random.nextInt(3));
        int person = random.nextInt(60);
        Look look = look(person, place, minute);
        history = history.with(look, item(ItemFacts.PLAIN.in(Set.of("CN"))), small, RULES);
        // Within a week none of these ends by itself.
        held.addAll(RULES.hits(history).stream().map(Hit::rule).toList());
        assertThat(RULES.hits(history))
            .as("seed %d, look %d", seed, i)
            .extracting(Hit::rule)
            .containsAll(held);
        assertThat(history.visits().getFirst().began())
            .as("seed %d", seed)
            .isEqualTo(history.first().orElseThrow());
        assertThat(history.visits().size()).as("seed %d", seed).isLessThanOrEqualTo(40);
      }
    }
  }

  @Test
  void itemThatIsFlooded_hasBoundedRows_pointersIncluded() throws InterruptedException {
    InMemoryStore store = new InMemoryStore(ScanHistory.tables());
    ScanRecorder recorder =
        ScanRecorder.start(
            store,
            Sample::plain,
            RULES,
            ScanPolicy.STANDARD,
            "urn:operator",
            "",
            subject -> {},
            () -> NOON,
            new Random(3));
    int looks = 0;
    for (int hour = 0; hour < 12; hour++) {
      for (int i = 0; i < 400; i++) {
        // Twenty networks.
        recorder.offer(flood(i % 20, looks++, hour * 3_600_000L + i * 1000L));
      }
      recorder.settled().toCompletableFuture().join();
    }
    recorder.close();

    assertThat(recorder.dropped()).isZero();
    ItemHistory kept = new ScanHistory(store, new Random(4)).of(PACK);
    assertThat(kept.count()).isEqualTo(4800);
    assertThat(kept.visits()).hasSize(128);
    assertThat(rows(store, ScanRows.ITEMS, PACK.key())).isEqualTo(129);
    int pointers = 0;
    for (int hour = 0; hour < 12; hour++) {
      pointers += rows(store, ScanRows.HOURS, ScanRows.visits(ScanRows.hour(NOON) + hour));
    }
    assertThat(pointers).isEqualTo(128);
    assertThat(rows(store, ScanRows.HOURS, ScanRows.dueAlarms(""))).isZero();
    LotCount lot = new ScanHistory(store, new Random(5)).lot(GTIN, LOT).orElseThrow();
    assertThat(lot.visits()).isEqualTo(4800);
    assertThat(lot.countries()).containsEntry("CN", 4800L);
  }

  private static int rows(InMemoryStore store, Table table, byte[] partition) {
    return store.scan(Scan.of(table, partition, 10_000)).rows().size();
  }

  @Test
  void largestVisit_isAFewHundredBytes() {
    List<String> markets = new ArrayList<>();
    for (char a = 'A'; a <= 'Z'; a++) {
      for (char b = 'A'; b <= 'Z' && markets.size() < ItemFacts.MAX_MARKETS; b++) {
        markets.add("" + a + b);
      }
    }
    Visit visit =
        new Visit(
            NOON,
            NOON,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            MOSCOW,
            Sample.visitor(1),
            Found.REGISTERED,
            Channel.INNER,
            new ItemFacts(
                Stage.RECALLED,
                NOON,
                markets,
                LocalDate.of(2030, 1, 1),
                ItemFacts.Exposure.COMPROMISED,
                NOON));

    byte[] row = ScanCodec.encode(visit);

    assertThat(row).hasSizeLessThan(640);
    assertThat(ScanCodec.visit(row)).isEqualTo(visit);
  }

  @Test
  void visitRecordedBeforeThereWereFolds_isRead() {
    Visit visit = Visit.of(look(1, XIAMEN, 0), ItemFacts.PLAIN);
    byte[] row = ScanCodec.encode(visit);

    assertThat(row[0]).isEqualTo((byte) 1);
    assertThat(ScanCodec.visit(row)).isEqualTo(visit);
    assertThat(new String(row, StandardCharsets.ISO_8859_1)).contains("genuine");
  }

  @Test
  void exportedFolds_areReplayed_asTheyWereCounted() throws ScanFileException {
    ItemHistory history = after(ItemHistory.none(PACK), ItemFacts.PLAIN, flood(300));
    Replay replay = new Replay(RULES, ScanPolicy.STANDARD);

    for (Visit visit : history.visits()) {
      replay.add(new ScanLine(PACK, LOT, visit, null));
    }

    assertThat(replay.visitsTo(PACK)).isEqualTo(300);
  }
}
