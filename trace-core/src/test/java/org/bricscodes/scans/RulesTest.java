package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.BEIJING;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.QUANZHOU;
import static org.bricscodes.scans.Sample.SAO_PAULO;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.history;
import static org.bricscodes.scans.Sample.look;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule by a history that it is about, and by one that it must let pass. */
final class RulesTest {

  private static final long HOUR = 60;
  private static final long DAY = 24 * HOUR;

  private final Rules rules = Rules.standard();

  private List<RuleName> names(ItemHistory history) {
    return rules.hits(history).stream().map(Hit::rule).toList();
  }

  private Hit hit(ItemHistory history, RuleName rule) {
    return rules.hits(history).stream()
        .filter(found -> found.rule() == rule)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no hit of " + rule));
  }

  @Test
  void oneVisitor_again_andAgain_isCalm() {
    ItemHistory history =
        history(
            ItemFacts.PLAIN,
            look(1, XIAMEN, 0),
            look(1, XIAMEN, 2 * HOUR),
            look(1, XIAMEN, 3 * DAY),
            look(2, QUANZHOU, 4 * DAY));

    assertThat(rules.assess(history)).isEqualTo(new Assessment.Calm(List.of()));
  }

  @Test
  void impossibleTravel_tellsWhereWhenAndHowFar() {
    ItemHistory history = history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, MOSCOW, 2 * HOUR));

    Hit hit = hit(history, RuleName.IMPOSSIBLE_TRAVEL);

    assertThat(hit.weight()).isEqualTo(60);
    assertThat(hit.at()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(hit.facts())
        .containsEntry("from", "CN")
        .containsEntry("to", "RU")
        .containsEntry("minutes", "120")
        .containsEntry("times", "1");
    assertThat(Integer.parseInt(hit.facts().get("km"))).isBetween(7000, 7100);
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Care.class);
  }

  @Test
  void flight_isPossible() {
    // 7,062 km at least in 8 hours are 883 km/h; in 7 they are 1,009.
    assertThat(names(history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, MOSCOW, 8 * HOUR))))
        .doesNotContain(RuleName.IMPOSSIBLE_TRAVEL);
    assertThat(names(history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, MOSCOW, 7 * HOUR))))
        .contains(RuleName.IMPOSSIBLE_TRAVEL);
  }

  @Test
  void neighbouringCells_areNoJourney() {
    assertThat(names(history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, QUANZHOU, 0)))).isEmpty();
  }

  @Test
  void samePhone_elsewhere_isDoubtful_forItMayBeAVpn() {
    Visitor away = new Visitor(Instant.EPOCH, 0x9999, 0x8888, Sample.visitor(1).agent());
    Look through = look(1, MOSCOW, 10);
    ItemHistory history =
        history(
            ItemFacts.PLAIN,
            look(1, XIAMEN, 0),
            new Look(PACK, through.at(), MOSCOW, away, Found.GENUINE, Channel.PAGE));

    assertThat(hit(history, RuleName.IMPOSSIBLE_TRAVEL).weight()).isEqualTo(20);
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Calm.class);
  }

  @Test
  void travel_betweenSeveralPairs_weighsMore() {
    ItemHistory history =
        history(
            ItemFacts.PLAIN,
            look(1, XIAMEN, 0),
            look(2, MOSCOW, HOUR),
            look(3, SAO_PAULO, 2 * HOUR));

    Hit hit = hit(history, RuleName.IMPOSSIBLE_TRAVEL);

    assertThat(hit.weight()).isEqualTo(80);
    assertThat(hit.facts()).containsEntry("times", "2");
  }

  @Test
  void farApart_withinWeeks_isScattered_andWeak() {
    ItemHistory history = history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, BEIJING, 5 * DAY));

    assertThat(hit(history, RuleName.SCATTERED).weight()).isEqualTo(30);
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Care.class);
    assertThat(names(history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, BEIJING, 70 * DAY))))
        .isEmpty();
    assertThat(
            hit(
                    history(
                        ItemFacts.PLAIN,
                        look(1, XIAMEN, 0),
                        look(2, BEIJING, 5 * DAY),
                        look(3, MOSCOW, 15 * DAY)),
                    RuleName.SCATTERED)
                .weight())
        .isEqualTo(70);
  }

  @Test
  void onePhoneThatTravels_acrossAChangeOfTheSalt_isNotScattered() {
    // The same phone: its name, its network and even its kind read otherwise under the new salt.
    ItemHistory history =
        history(
            ItemFacts.PLAIN,
            look(1, XIAMEN, 0),
            underTheNextSalt(2, MOSCOW, 5 * DAY),
            underTheNextSalt(2, SAO_PAULO, 8 * DAY));

    assertThat(names(history)).doesNotContain(RuleName.SCATTERED);
    assertThat(rules.assess(history)).isEqualTo(new Assessment.Calm(List.of()));
  }

  @Test
  void copies_underTheNextSalt_areCountedByThemselves() {
    ItemHistory history =
        history(
            ItemFacts.PLAIN,
            look(1, XIAMEN, 0),
            look(2, BEIJING, 5 * DAY),
            underTheNextSalt(3, MOSCOW, 10 * DAY),
            underTheNextSalt(4, SAO_PAULO, 15 * DAY));

    // Two at least, in either period; four it would take to call them three or more.
    assertThat(hit(history, RuleName.SCATTERED).facts())
        .containsEntry("regions", "2")
        .containsEntry("from", "RU")
        .containsEntry("to", "BR");
    assertThat(hit(history, RuleName.SCATTERED).weight()).isEqualTo(30);
  }

  private static Look underTheNextSalt(int person, Place place, long minutes) {
    Look look = look(person, place, minutes);
    Visitor known = look.visitor();
    Visitor next =
        new Visitor(NOON.plus(Duration.ofDays(1)), known.device(), known.network(), known.agent());
    return new Look(PACK, look.at(), place, next, Found.GENUINE, Channel.PAGE);
  }

  @Test
  void otherMarket_isNamed_withTheCountries() {
    ItemFacts forChina = ItemFacts.PLAIN.in(Set.of("CN"));

    assertThat(hit(history(forChina, look(1, MOSCOW, 0)), RuleName.OUT_OF_MARKET).facts())
        .containsEntry("countries", "RU")
        .containsEntry("markets", "CN");
    assertThat(names(history(forChina, look(1, XIAMEN, 0)))).isEmpty();
    assertThat(names(history(forChina, look(1, null, 0)))).isEmpty();
    assertThat(names(history(ItemFacts.PLAIN, look(1, MOSCOW, 0)))).isEmpty();
  }

  @Test
  void household_afterTheSale_isCalm_andACrowdIsNot() {
    ItemFacts sold = ItemFacts.PLAIN.at(Stage.SOLD, NOON.minusSeconds(60));

    assertThat(names(history(sold, crowd(4)))).isEmpty();
    assertThat(hit(history(sold, crowd(5)), RuleName.AFTER_SOLD).facts())
        .containsEntry("visitors", "5");
  }

  @Test
  void voidedCode_onAPack_warnsByItself() {
    ItemHistory history =
        history(ItemFacts.PLAIN.at(Stage.VOID, NOON.minusSeconds(60)), look(1, XIAMEN, 0));

    assertThat(hit(history, RuleName.AFTER_VOID).weight()).isEqualTo(100);
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Warning.class);
  }

  @Test
  void recalledOrExpired_isForTheOwnerAlone() {
    ItemHistory recalled =
        history(ItemFacts.PLAIN.at(Stage.RECALLED, NOON.minusSeconds(60)), look(1, XIAMEN, 0));
    ItemHistory expired = history(expiring(LocalDate.of(2026, 10, 3)), look(1, XIAMEN, 0));

    assertThat(hit(recalled, RuleName.AFTER_RECALL).weight()).isZero();
    assertThat(hit(expired, RuleName.AFTER_EXPIRY).weight()).isZero();
    assertThat(rules.assess(recalled)).isInstanceOf(Assessment.Calm.class);
    assertThat(names(history(expiring(LocalDate.of(2026, 10, 5)), look(1, XIAMEN, 0)))).isEmpty();
  }

  @Test
  void labelThatIsOnNoPackYet_isNamed() {
    assertThat(names(history(ItemFacts.PLAIN.at(Stage.PRINTED, NOON), look(1, XIAMEN, 0))))
        .containsExactly(RuleName.BEFORE_APPLIED);
    assertThat(names(history(ItemFacts.PLAIN.at(Stage.APPLIED, NOON), look(1, XIAMEN, 0))))
        .isEmpty();
  }

  @Test
  void innerCode_beforeAnyLook_isNamed() {
    Look outer = look(2, XIAMEN, 60);
    Look inner = new Look(PACK, NOON, XIAMEN, Sample.visitor(1), Found.GENUINE, Channel.INNER);

    assertThat(hit(history(ItemFacts.PLAIN, inner, outer), RuleName.INNER_BEFORE_OUTER).facts())
        .containsEntry("order", "inner first");
    assertThat(names(history(ItemFacts.PLAIN, look(1, XIAMEN, -5), inner))).isEmpty();
  }

  /** One person who reads the label, and the code under the seal, of what nobody packed yet. */
  @Test
  void onePhone_twoLooks_isNoWarning() {
    ItemFacts printed = ItemFacts.PLAIN.at(Stage.PRINTED, NOON);
    Look inner = new Look(PACK, NOON, XIAMEN, Sample.visitor(1), Found.GENUINE, Channel.INNER);

    ItemHistory history = history(printed, inner, look(1, XIAMEN, 1));

    assertThat(names(history)).containsExactly(RuleName.BEFORE_APPLIED);
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Care.class);
  }

  @Test
  void findingsAboutOneVisitorAlone_doNotAddUp_thoseAboutSeveralDo() {
    ItemFacts printed =
        new ItemFacts(
            Stage.PRINTED, NOON, List.of("RU"), null, ItemFacts.Exposure.COMPROMISED, null);
    ItemHistory alone = history(printed, look(1, XIAMEN, 0), look(1, XIAMEN, DAY));
    ItemHistory several = history(printed, look(1, XIAMEN, 0), look(2, MOSCOW, HOUR));
    ItemHistory inOnePlace = history(printed, look(1, XIAMEN, 0), look(2, XIAMEN, DAY));

    // 60 before it was applied and 40 out of its market, by one phone; 20 for the key stands apart.
    assertThat(names(alone))
        .containsExactlyInAnyOrder(
            RuleName.BEFORE_APPLIED, RuleName.OUT_OF_MARKET, RuleName.COMPROMISED_EPOCH);
    assertThat(rules.assess(alone)).isInstanceOf(Assessment.Care.class);
    assertThat(rules.assess(several)).isInstanceOf(Assessment.Warning.class);
    assertThat(rules.assess(inOnePlace)).isInstanceOf(Assessment.Warning.class);
  }

  @Test
  void crowd_aroundAnOpenedPack_isNamed() {
    ItemFacts opened =
        new ItemFacts(
            Stage.ACTIVE, null, List.of(), null, ItemFacts.Exposure.NONE, NOON.minusSeconds(60));

    assertThat(names(history(opened, crowd(2)))).isEmpty();
    assertThat(hit(history(opened, crowd(3)), RuleName.INNER_BEFORE_OUTER).facts())
        .containsEntry("order", "outer after activation");
  }

  @Test
  void manyVisitors_areCounted_againstTheNormOfTheProduct() throws Exception {
    assertThat(names(history(ItemFacts.PLAIN, crowd(5)))).isEmpty();
    assertThat(hit(history(ItemFacts.PLAIN, crowd(6)), RuleName.MANY_VISITORS).facts())
        .containsEntry("visitors", "6");

    Rules shared = RulesFile.read("many-visitors.visitors.09521222000018=12");
    assertThat(shared.hits(history(ItemFacts.PLAIN, crowd(6)))).isEmpty();
  }

  @Test
  void compromisedKey_isWeakAlone() {
    ItemFacts exposed =
        new ItemFacts(Stage.ACTIVE, null, List.of(), null, ItemFacts.Exposure.COMPROMISED, null);

    assertThat(hit(history(exposed, look(1, XIAMEN, 0)), RuleName.COMPROMISED_EPOCH).weight())
        .isEqualTo(20);
    assertThat(rules.assess(history(exposed, look(1, XIAMEN, 0))))
        .isInstanceOf(Assessment.Calm.class);
  }

  @Test
  void independentRules_addUpToAWarning() {
    ItemFacts sold = ItemFacts.PLAIN.at(Stage.SOLD, NOON.minusSeconds(60));
    ItemHistory history =
        history(
            sold,
            look(1, XIAMEN, 0),
            look(2, MOSCOW, HOUR),
            look(3, MOSCOW, 2 * HOUR),
            look(4, MOSCOW, 3 * HOUR),
            look(5, MOSCOW, 4 * HOUR));

    // 60 for the travel, 50 for the crowd after the sale; scattered is of the travel's family.
    assertThat(rules.assess(history)).isInstanceOf(Assessment.Warning.class);
    assertThat(rules.assess(history).hits())
        .extracting(Hit::rule)
        .containsExactly(RuleName.IMPOSSIBLE_TRAVEL, RuleName.AFTER_SOLD, RuleName.SCATTERED);
  }

  /** The promise of the page: whatever one rule says, it takes a second to warn. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AFTER_VOID")
  void oneRule_neverWarns(RuleName rule) {
    int heaviest = rule == RuleName.IMPOSSIBLE_TRAVEL ? 80 : 60;

    Finding one = new Finding(new Hit(rule, heaviest, NOON, Map.of()), 2, List::of);
    assertThat(Assessment.of(List.of(one), 30, 100)).isNotInstanceOf(Assessment.Warning.class);
  }

  @Test
  void standardWeights_ofEveryRuleButVoid_areBelowAWarning() {
    assertThat(
            RulesFile.standardText()
                .lines()
                .filter(line -> line.matches("[a-z-]+\\.[a-z-]*weight=100")))
        .containsExactly("after-void.weight=100");
  }

  @Test
  void lot_withTooManyItemsInSeveralHands_isNamed() {
    LotBurst rule = new LotBurst(0, 2, 5, 4);

    // 20 expected of 1,000; four standard deviations above are 37.9.
    assertThat(rule.check(lot(1000, 37))).isEmpty();
    assertThat(rule.check(lot(1000, 38)).orElseThrow().facts())
        .containsEntry("expected", "20")
        .containsEntry("wide", "38");
    assertThat(rule.check(lot(10, 4))).isEmpty();
  }

  @Test
  void network_thatTriesSerials_isNamedOnceAWindow() {
    GuessBurst.Watch watch = rules.watch().orElseThrow();
    int bursts = 0;
    for (int i = 0; i < 100; i++) {
      Look guess =
          look(new ScanSubject(Sample.GTIN, "GUESS" + (i % 50)), 1, XIAMEN, 0, Found.NOT_ISSUED);
      bursts += watch.add(guess).isPresent() ? 1 : 0;
    }

    assertThat(bursts).isEqualTo(1);
    assertThat(watch.guessing(NOON)).isEqualTo(1);
    assertThat(watch.guessing(NOON.plus(Duration.ofMinutes(11)))).isZero();
  }

  @Test
  void oneMisprintedCode_isNoBurst_howeverOftenItIsRead() {
    GuessBurst.Watch watch = rules.watch().orElseThrow();
    for (int i = 0; i < 100; i++) {
      assertThat(
              watch.add(
                  look(new ScanSubject(Sample.GTIN, "MISPRINT"), 1, null, 0, Found.NOT_ISSUED)))
          .isEmpty();
    }
  }

  private static Look[] crowd(int people) {
    Look[] looks = new Look[people];
    for (int i = 0; i < people; i++) {
      looks[i] = look(i, XIAMEN, i);
    }
    return looks;
  }

  private static ItemFacts expiring(LocalDate day) {
    return new ItemFacts(Stage.ACTIVE, null, List.of(), day, ItemFacts.Exposure.NONE, null);
  }

  private static LotCount lot(long items, long wide) {
    return new LotCount(Sample.LOT, Sample.OWNER, items, items, wide, NOON, NOON, Map.of());
  }
}
