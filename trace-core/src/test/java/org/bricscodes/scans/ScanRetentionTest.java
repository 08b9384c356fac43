package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.GTIN;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.OWNER;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.look;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Scan;
import org.junit.jupiter.api.Test;

final class ScanRetentionTest {

  private final InMemoryStore store = new InMemoryStore(ScanHistory.tables());
  private final ScanHistory history = new ScanHistory(store, new Random(1));

  private void record(Look... looks) {
    try (ScanRecorder recorder =
        ScanRecorder.start(
            store,
            Sample::plain,
            Rules.standard(),
            ScanPolicy.STANDARD,
            "urn:operator",
            "",
            subject -> {},
            () -> NOON,
            new Random(2))) {
      for (Look look : looks) {
        recorder.offer(look);
      }
    }
  }

  private ScanRetention.Swept sweep(Instant now) {
    return new ScanRetention(store, ScanPolicy.STANDARD, () -> now, new Random(3)).sweep();
  }

  @Test
  void oldVisits_go_andCountAndFirstDayStay() {
    record(look(1, XIAMEN, 0), look(2, XIAMEN, 60 * 24 * 50));

    ScanRetention.Swept swept = sweep(NOON.plus(Duration.ofDays(91)));

    assertThat(swept.visits()).isEqualTo(1);
    ItemHistory left = history.of(PACK);
    assertThat(left.visits()).extracting(v -> v.visitor().device()).containsExactly(0x1002L);
    assertThat(left.count()).isEqualTo(2);
    assertThat(left.first()).contains(NOON);
    assertThat(left.firstCountry()).contains("CN");
    assertThat(left.isWhole()).isFalse();
  }

  @Test
  void youngVisits_stay() {
    record(look(1, XIAMEN, 0));

    assertThat(sweep(NOON.plus(Duration.ofDays(89)))).isEqualTo(new ScanRetention.Swept(0, 0, 0));
    assertThat(history.of(PACK).visits()).hasSize(1);
  }

  @Test
  void everything_goes_whereNothingIsYoung_andNoHashIsLeft() {
    record(
        look(1, XIAMEN, 0),
        look(2, Sample.MOSCOW, 60),
        look(new ScanSubject(GTIN, "GUESS"), 7, XIAMEN, 3, Found.NOT_ISSUED));

    ScanRetention.Swept swept = sweep(NOON.plus(Duration.ofDays(500)));

    assertThat(swept).isEqualTo(new ScanRetention.Swept(2, 1, 2));
    assertThat(sweep(NOON.plus(Duration.ofDays(500)))).isEqualTo(new ScanRetention.Swept(0, 0, 0));
    assertThat(new ScanLog(store, new Random(4)).next()).isNull();
    byte[] hour = ScanRows.visits(ScanRows.hour(NOON));
    assertThat(store.scan(Scan.of(ScanRows.HOURS, hour, 10)).rows()).isEmpty();
  }

  @Test
  void item_visitedAgainLater_goesOnFromItsCount() {
    record(look(1, XIAMEN, 0));
    sweep(NOON.plus(Duration.ofDays(200)));
    record(look(1, XIAMEN, 60 * 24 * 200));

    assertThat(history.of(PACK).count()).isEqualTo(2);
    assertThat(history.of(PACK).visits()).hasSize(1);
    assertThat(history.of(PACK).first()).contains(NOON);
  }

  @Test
  void youngAlarms_stay() {
    record(look(1, XIAMEN, 0), look(2, Sample.MOSCOW, 60));
    sweep(NOON.plus(Duration.ofDays(399)));

    AlarmFilter all =
        new AlarmFilter(
            Optional.of(OWNER),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<Alarm> left = new Alarms(store, () -> NOON, new Random(5)).page(all, null, 10).alarms();
    assertThat(left).hasSize(2);
  }
}
