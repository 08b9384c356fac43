package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

  private final StringWriter printed = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void terminal_rewritesOneLine_atMostFiveTimesASecond_andClearsIt() {
    try (ProgressBar bar = bar(ProgressBar.Style.TERMINAL)) {
      pass(Duration.ofMillis(100));
      bar.at(1, 100, 1);
      pass(Duration.ofSeconds(10));
      bar.at(25_000_000, 100_000_000, 120_000);
      bar.at(26_000_000, 100_000_000, 121_000);
    }

    assertThat(printed.toString())
        .isEqualTo(
            "\r\u001b[K[######                  ]  25 %  25.0 of 100.0 MB  120,000 events  11,881/s"
                + "  30 s left\r\u001b[K");
  }

  @Test
  void elsewhere_plainLines_nowAndThen() {
    try (ProgressBar bar = bar(ProgressBar.Style.LINES)) {
      pass(Duration.ofSeconds(9));
      bar.at(1, 0, 1);
      pass(Duration.ofSeconds(1));
      bar.at(2_500_000, 0, 500);
      bar.at(2_600_000, 0, 501);
    }

    assertThat(printed.toString().lines()).containsExactly("2.5 MB  500 events  50/s");
  }

  @Test
  void quiet_printsNothing() {
    try (ProgressBar bar = bar(ProgressBar.Style.SILENT)) {
      pass(Duration.ofDays(2));
      bar.at(1, 2, 3);
    }

    assertThat(printed.toString()).isEmpty();
  }

  private ProgressBar bar(ProgressBar.Style style) {
    return new ProgressBar(new PrintWriter(printed), style, "events", nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
