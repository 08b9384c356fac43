package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PseudonymsTest {

  private static final Instant MARCH = Instant.parse("2026-03-10T00:00:00Z");
  private static final Salts SALTS =
      new Salts() {
        @Override
        public byte[] of(long period) {
          return ByteBuffer.allocate(32).putLong(period).array();
        }

        @Override
        public void keepOnly(long period) {
          throw new AssertionError("who makes hashes destroys no salt");
        }
      };

  private final Pseudonyms names = new Pseudonyms(new byte[32], SALTS, Duration.ofDays(30));

  private Visitor of(String address, String agent, Instant at) {
    return names.of(InetAddress.ofLiteral(address), agent, at);
  }

  @Test
  void device_isTheSame_withinAPeriod() {
    assertThat(of("203.0.113.7", "phone", MARCH))
        .isEqualTo(of("203.0.113.7", "phone", MARCH.plus(Duration.ofDays(1))));
  }

  @Test
  void nothing_canBeComparedAcrossPeriods() {
    Visitor march = of("203.0.113.7", "phone", MARCH);
    Visitor may = of("203.0.113.7", "phone", MARCH.plus(Duration.ofDays(61)));

    assertThat(may.device()).isNotEqualTo(march.device());
    assertThat(may.network()).isNotEqualTo(march.network());
    assertThat(may.agent()).isNotEqualTo(march.agent());
  }

  @Test
  void network_isThe24_orThe48() {
    assertThat(of("203.0.113.7", "a", MARCH).network())
        .isEqualTo(of("203.0.113.99", "b", MARCH).network())
        .isNotEqualTo(of("203.0.114.7", "a", MARCH).network());
    assertThat(of("2001:db8:1:2::3", "a", MARCH).network())
        .isEqualTo(of("2001:db8:1:ffff::9", "a", MARCH).network())
        .isNotEqualTo(of("2001:db8:2::3", "a", MARCH).network());
  }

  @Test
  void agent_isOfTheBrowserAlone_andSixteenBits() {
    Visitor home = of("203.0.113.7", "phone", MARCH);
    Visitor away = of("192.0.2.7", "phone", MARCH);

    assertThat(away.agent()).isEqualTo(home.agent());
    assertThat(away.device()).isNotEqualTo(home.device());
  }

  @Test
  void key_isNeededToMakeThem() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(
            new Pseudonyms(other, SALTS, Duration.ofDays(30))
                .of(InetAddress.ofLiteral("203.0.113.7"), "phone", MARCH))
        .isNotEqualTo(of("203.0.113.7", "phone", MARCH));
  }
}
