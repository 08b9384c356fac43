package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ReportLimitsTest {

  private static final long MINUTE = 60_000_000_000L;
  private static final String TEA = "09521222000018";
  private static final String PRAWNS = "09521333000013";

  private final AtomicLong nanos = new AtomicLong();
  private final ReportLimits limits = new ReportLimits(nanos::get, new SecureRandom());

  private long take(String address, String agent, String serial) {
    return take(address, agent, TEA, serial);
  }

  private long take(String address, String agent, String product, String serial) {
    return limits.take(InetAddress.ofLiteral(address), agent, product, serial);
  }

  private long takeMadeUp(String address, String product) {
    return limits.takeMadeUp(InetAddress.ofLiteral(address), product);
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
  void network_mayReportTwentyTimes_thenEachMinute_howeverItsBrowsersCallThemselves() {
    for (int i = 0; i < 20; i++) {
      assertThat(take("192.0.2." + i, "phone " + i, "code " + i)).isZero();
    }

    assertThat(take("192.0.2.99", "phone 21", PRAWNS, "code 21")).isEqualTo(60);
    assertThat(take("192.0.3.99", "phone 21", "code 21")).isZero();
  }

  @Test
  void network_mayReportOneCodeFourTimes_thenEachTwoHours() {
    for (int i = 0; i < 4; i++) {
      assertThat(take("192.0.2." + i, "phone " + i, "code")).isZero();
    }

    assertThat(take("192.0.2.9", "phone 9", "code")).isEqualTo(7200);
    assertThat(take("192.0.2.9", "phone 10", "another code")).isZero();
  }

  @Test
  void onePatientNetwork_cannotSilenceACode_forAStranger() {
    int taken = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      taken += take("192.0.2." + minute % 250, "phone " + minute, "code") == 0 ? 1 : 0;
      nanos.addAndGet(MINUTE);
    }

    // Four at once, then one each two hours.
    assertThat(taken).isEqualTo(4 + 11);
    assertThat(take("198.51.100.1", "phone", "code")).isZero();
  }

  @Test
  void severalPatientNetworks_thatKeepACodeExhausted_cannotSilenceAStranger() {
    int refused = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      for (int network = 0; network < 12; network++) {
        String address = "192.0." + network + "." + minute % 250;
        refused += take(address, "phone " + minute, "code") > 0 ? 1 : 0;
      }
      nanos.addAndGet(MINUTE);
    }

    assertThat(refused).isPositive();
    assertThat(take("198.51.100.1", "phone", "code")).as("new to it").isZero();
  }

  @Test
  void tenPatientNetworks_thatKeepAllExhausted_cannotSilenceStrangers() {
    for (int minute = 0; minute < 12 * 60; minute++) {
      for (int network = 0; network < 10; network++) {
        String address = "192.0." + network + "." + minute % 250;
        String product = "product " + network + " " + minute % 100;
        take(address, "phone " + minute, product, "code " + minute);
      }
      nanos.addAndGet(MINUTE);
    }

    // Of the reserved hundred the ten took one each. Two in 65,536 slots may share one by chance.
    int granted = 0;
    for (int i = 0; i < 90; i++) {
      granted += take("203.0." + i + ".1", "phone", "product " + i, "code") == 0 ? 1 : 0;
    }
    assertThat(granted).isGreaterThanOrEqualTo(85);
  }

  @Test
  void code_takesTenReportsOfStrangersAtOnce_andNoMore() {
    int granted = 0;
    for (int i = 0; i < 30; i++) {
      granted += take("10.1." + i + ".1", "phone " + i, "code") == 0 ? 1 : 0;
    }

    assertThat(granted).isEqualTo(10);
    assertThat(take("203.0.113.1", "phone 6", "another code")).isZero();
    nanos.addAndGet(20 * MINUTE);
    assertThat(take("203.0.114.1", "phone 7", "code")).isZero();
  }

  @Test
  void product_takesAHundredAtOnce_andAnotherIsFreeThen() {
    int granted = 0;
    long last = 0;
    for (int i = 0; i < 150; i++) {
      last = take("10.2." + i + ".1", "phone " + i, "code " + i);
      granted += last == 0 ? 1 : 0;
    }

    assertThat(granted).isEqualTo(100);
    assertThat(last).isEqualTo(120);
    assertThat(take("10.3.1.1", "phone", PRAWNS, "code")).isZero();
  }

  @Test
  void all_takeTwoHundredAtOnce_thenEachTenSecondsInTwoHalves() {
    int granted = 0;
    long last = 0;
    for (int i = 0; i < 230; i++) {
      last = take("10.4." + i + ".1", "phone " + i, "product " + i, "code " + i);
      granted += last == 0 ? 1 : 0;
    }

    assertThat(granted).isEqualTo(200);
    assertThat(last).isEqualTo(20);
  }

  @Test
  void agent_ofAnyLength_isTaken() {
    assertThat(take("192.0.2.7", "x".repeat(100_000), "code")).isZero();
  }

  @Test
  void codesThatAreMadeUp_ofOneProduct_areFiveOfANetwork_andThirtyOfAll() {
    for (int i = 0; i < 5; i++) {
      assertThat(takeMadeUp("192.0.2." + i, TEA)).isZero();
    }
    assertThat(takeMadeUp("192.0.2.9", TEA)).isEqualTo(1800);
    assertThat(takeMadeUp("192.0.2.9", PRAWNS)).isZero();

    int granted = 0;
    for (int i = 0; i < 60; i++) {
      granted += takeMadeUp("10.5." + i + ".1", TEA) == 0 ? 1 : 0;
    }

    assertThat(granted).isEqualTo(25);
    nanos.addAndGet(4 * MINUTE);
    assertThat(takeMadeUp("203.0.113.1", TEA)).isZero();
  }

  @Test
  void onePatientNetwork_cannotUseUpTheMadeUpCodesOfAProduct() {
    for (int minute = 0; minute < 24 * 60; minute++) {
      takeMadeUp("192.0.2.1", TEA);
      nanos.addAndGet(MINUTE);
    }

    int granted = 0;
    for (int i = 0; i < 20; i++) {
      granted += takeMadeUp("203.0." + i + ".1", TEA) == 0 ? 1 : 0;
    }
    assertThat(granted).isGreaterThanOrEqualTo(14);
  }

  @Test
  void looksAtForms_areSixtyOfANetwork_thenEachFiveSeconds() {
    for (int i = 0; i < 60; i++) {
      assertThat(limits.look(InetAddress.ofLiteral("192.0.2." + i))).isZero();
    }

    assertThat(limits.look(InetAddress.ofLiteral("192.0.2.99"))).isEqualTo(5);
    assertThat(limits.look(InetAddress.ofLiteral("192.0.3.99"))).isZero();
  }
}
