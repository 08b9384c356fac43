package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ReportLimitsTest {

  private static final long MINUTE = 60_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final ReportLimits limits = new ReportLimits(nanos::get, new SecureRandom());

  private long take(String address, String agent, String code) {
    return limits.take(InetAddress.ofLiteral(address), agent, code);
  }

  @Test
  void device_mayReportFiveTimes_thenEachFiveMinutes() {
    for (int i = 0; i < 5; i++) {
      assertThat(take("192.0.2.7", "phone", "code " + i)).isZero();
    }

    assertThat(take("192.0.2.7", "phone", "code 6")).isEqualTo(300);
    assertThat(take("192.0.2.7", "another phone", "code 6")).isZero();
    nanos.addAndGet(5 * MINUTE);
    assertThat(take("192.0.2.7", "phone", "code 6")).isZero();
  }

  @Test
  void code_isReportedFiveTimes_thenEachTenMinutes_byWhomever() {
    for (int i = 0; i < 5; i++) {
      assertThat(take("198.51.100." + i, "phone " + i, "code")).isZero();
    }

    assertThat(take("203.0.113.1", "phone 6", "code")).isEqualTo(600);
    assertThat(take("203.0.113.1", "phone 6", "another code")).isZero();
  }

  @Test
  void network_mayReportTwentyTimes_thenEachMinute_howeverItsBrowsersCallThemselves() {
    for (int i = 0; i < 20; i++) {
      assertThat(take("192.0.2." + i, "phone " + i, "code " + i)).isZero();
    }

    assertThat(take("192.0.2.99", "phone 21", "code 21")).isEqualTo(60);
    assertThat(take("192.0.3.99", "phone 21", "code 21")).isZero();
  }

  @Test
  void all_mayReportTwoHundredTimes_thenEachTenSeconds() {
    int granted = 0;
    long last = 0;
    for (int i = 0; i < 230; i++) {
      last = take("10.%d.%d.1".formatted(i / 200, i % 200), "phone " + i, "code " + i);
      granted += last == 0 ? 1 : 0;
    }

    // Things that share a bucket by chance share its allowance: none of 230 in 65,536 needs five.
    assertThat(granted).isEqualTo(200);
    assertThat(last).isEqualTo(10);
  }

  @Test
  void agent_ofAnyLength_isTaken() {
    assertThat(take("192.0.2.7", "x".repeat(100_000), "code")).isZero();
  }

  @Test
  void codesThatAreMadeUp_haveABoundOfThirtyForEachProduct_thenEachTwoMinutes() {
    for (int i = 0; i < 30; i++) {
      assertThat(limits.takeMadeUp("09521222000018")).isZero();
    }

    assertThat(limits.takeMadeUp("09521222000018")).isEqualTo(120);
    assertThat(limits.takeMadeUp("09521333000013")).isZero();
    nanos.addAndGet(2 * MINUTE);
    assertThat(limits.takeMadeUp("09521222000018")).isZero();
  }
}
