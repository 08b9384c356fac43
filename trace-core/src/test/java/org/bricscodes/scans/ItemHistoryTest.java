package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.XIAMEN;
import static org.bricscodes.scans.Sample.history;
import static org.bricscodes.scans.Sample.item;
import static org.bricscodes.scans.Sample.look;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ItemHistoryTest {

  @Test
  void reloads_areOneVisit() {
    ItemHistory history =
        history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(1, XIAMEN, 29), look(1, XIAMEN, 58));

    assertThat(history.count()).isEqualTo(1);
    assertThat(history.visits()).hasSize(1);
    assertThat(history.visits().getFirst().looks()).isEqualTo(3);
    assertThat(history.visits().getFirst().last()).isEqualTo(NOON.plus(Duration.ofMinutes(58)));
  }

  @Test
  void longPause_orAnotherDevice_isAnotherVisit() {
    ItemHistory history =
        history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, XIAMEN, 5), look(1, XIAMEN, 31));

    assertThat(history.count()).isEqualTo(3);
  }

  @Test
  void first_isKept_whateverComesLater() {
    ItemHistory history = history(ItemFacts.PLAIN, look(1, XIAMEN, 0), look(2, MOSCOW, 5000));

    assertThat(history.first()).contains(NOON);
    assertThat(history.firstCountry()).contains("CN");
  }

  @Test
  void visits_areBounded_andTheirNumberIsNot() {
    ScanPolicy small =
        new ScanPolicy(
            Duration.ofMinutes(30), Duration.ofDays(90), Duration.ofDays(400), 3, 8, 10, 10);
    ItemHistory history = ItemHistory.none(Sample.PACK);
    for (int person = 0; person < 10; person++) {
      history =
          history.with(
              look(person, XIAMEN, person), item(ItemFacts.PLAIN), small, Rules.standard());
    }

    assertThat(history.count()).isEqualTo(10);
    assertThat(history.isWhole()).isFalse();
    assertThat(history.visits())
        .extracting(visit -> visit.visitor().device())
        .containsExactly(0x1000L, 0x1008L, 0x1009L);
  }
}
