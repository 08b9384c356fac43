package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.LOT;
import static org.bricscodes.scans.Sample.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

final class AlarmsTest {

  private static final AlarmFilter EVERYBODYS =
      new AlarmFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final Alarms alarms =
      new Alarms(new InMemoryStore(ScanHistory.tables()), () -> NOON, new Random(1));

  private void raise(String owner, String serial, RuleName rule, long day) {
    alarms.raise(
        owner,
        new Alarms.Subject(GTIN.digits(), LOT, serial),
        new Hit(rule, 40, NOON.plus(Duration.ofDays(day)), Map.of("visitors", "7")));
  }

  private static AlarmFilter of(String owner) {
    return new AlarmFilter(
        Optional.of(owner), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void raisedAgain_countsUp() {
    raise("a", "S1", RuleName.MANY_VISITORS, 0);
    raise("a", "S1", RuleName.MANY_VISITORS, 0);

    assertThat(alarms.page(EVERYBODYS, null, 10).alarms())
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.times()).isEqualTo(2));
  }

  @Test
  void owner_seesItsOwn_andTheOperatorAll_newestDayFirst() {
    raise("a", "S1", RuleName.MANY_VISITORS, 0);
    raise("b", "S2", RuleName.MANY_VISITORS, 1);
    raise("a", "S3", RuleName.SCATTERED, 2);

    assertThat(alarms.page(of("a"), null, 10).alarms())
        .extracting(Alarm::serial)
        .containsExactly("S3", "S1");
    assertThat(alarms.page(EVERYBODYS, null, 10).alarms())
        .extracting(Alarm::serial)
        .containsExactly("S3", "S2", "S1");
  }

  @Test
  void filters_narrow() {
    raise("a", "S1", RuleName.MANY_VISITORS, 0);
    raise("a", "S2", RuleName.SCATTERED, 0);
    String id =
        alarms.page(EVERYBODYS, null, 10).alarms().stream()
            .filter(alarm -> alarm.rule() == RuleName.SCATTERED)
            .findFirst()
            .orElseThrow()
            .id();
    alarms.acknowledge(id, "a", "our staff");

    AlarmFilter open =
        new AlarmFilter(
            Optional.of("a"),
            Optional.empty(),
            Optional.of(GTIN.digits()),
            Optional.of(LOT),
            Optional.of(AlarmFilter.Status.OPEN));
    AlarmFilter scattered =
        new AlarmFilter(
            Optional.empty(),
            Optional.of(RuleName.SCATTERED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(alarms.page(open, null, 10).alarms())
        .extracting(Alarm::serial)
        .containsExactly("S1");
    assertThat(alarms.page(scattered, null, 10).alarms())
        .extracting(Alarm::serial)
        .containsExactly("S2");
  }

  @Test
  void pages_leadToTheEnd_everyAlarmOnce() {
    for (int i = 0; i < 25; i++) {
      raise(i % 2 == 0 ? "a" : "b", "S" + i, RuleName.SCATTERED, i % 5);
    }

    List<String> seen = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      AlarmPage page = alarms.page(EVERYBODYS, cursor, 10);
      page.alarms().forEach(alarm -> seen.add(String.valueOf(alarm.serial())));
      cursor = page.next();
      pages++;
    } while (cursor != null);

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void firstAcknowledgement_isKept() {
    raise("a", "S1", RuleName.SCATTERED, 0);
    String id = alarms.page(EVERYBODYS, null, 1).alarms().getFirst().id();

    alarms.acknowledge(id, "a", "our own staff");
    alarms.acknowledge(id, "b", "somebody else");
    raise("a", "S1", RuleName.SCATTERED, 0);

    Alarm alarm = alarms.find(id).orElseThrow();
    assertThat(alarm.acknowledged())
        .isEqualTo(new Alarm.Acknowledgement("a", NOON, "our own staff"));
    assertThat(alarm.times()).isEqualTo(2);
  }

  @Test
  void idOfNothing_isNotFound_andForeignCursorIsRefused() {
    assertThat(alarms.acknowledge("AAAA", "a", "")).isEmpty();
    assertThat(alarms.find("A".repeat(32))).isEmpty();
    assertThatThrownBy(() -> alarms.page(EVERYBODYS, "not one", 10))
        .hasMessage("must be one this service gave");
  }
}
