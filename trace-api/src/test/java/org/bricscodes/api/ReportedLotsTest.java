package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.ReportSubject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportedLotsTest {

  private final ReportedLots lots = new ReportedLots();

  private void count(@Nullable String lot) {
    lots.count(new ReportSubject("https://owner.example", new Gtin("09521222000018"), lot, "S1"));
  }

  @Test
  void lots_areCountedEachByItself() {
    count("L1");
    count("L1");
    count("L\"2");
    count(null);

    assertThat(lots.samples())
        .isEqualTo(
            Map.of(
                "gtin=\"09521222000018\",lot=\"L1\"", "2",
                "gtin=\"09521222000018\",lot=\"L\\\"2\"", "1",
                "gtin=\"09521222000018\",lot=\"\"", "1"));
  }

  @Test
  void lots_beyondTheBound_areCountedTogether() {
    for (int i = 0; i < 1003; i++) {
      count("L" + i);
    }
    count("L0");

    assertThat(lots.samples())
        .hasSize(1001)
        .containsEntry("gtin=\"09521222000018\",lot=\"L0\"", "2")
        .containsEntry("gtin=\"\",lot=\"\"", "3");
  }
}
