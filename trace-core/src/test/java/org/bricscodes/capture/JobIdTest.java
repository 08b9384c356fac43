package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobIdTest {

  @Test
  void text_ofKnownBits_isCrockfordBase32() {
    JobId id = new JobId(0x0123456789ABCDEFL, 0xFEDCBA9876543210L);

    assertThat(id).hasToString("014d2pf2dbsqqzxq5tk1v58cgg");
    assertThat(JobId.parse("014d2pf2dbsqqzxq5tk1v58cgg")).contains(id);
  }

  @Test
  void text_roundTrips_andSortsByTime() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    JobId early = JobId.next(Instant.parse("2026-03-04T05:06:07.008Z"), random);
    JobId late = JobId.next(Instant.parse("2026-03-04T05:06:07.009Z"), random);

    assertThat(JobId.parse(early.toString())).contains(early);
    assertThat(JobId.of(late.bytes())).isEqualTo(late);
    assertThat(early.toString()).as("seed %d", seed).isLessThan(late.toString());
    assertThat(early.month()).isEqualTo(JobId.month(Instant.parse("2026-03-04T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "014d2pf2dbsqqzxq5tk1v58cg",
        "014d2pf2dbsqqzxq5tk1v58cgg0",
        "014D2PF2DBSQQZXQ5TK1V58CGG",
        "814d2pf2dbsqqzxq5tk1v58cgg",
        "i14d2pf2dbsqqzxq5tk1v58cgg",
        "../../etc/passwd/../../../"
      })
  void parse_ofAnythingWeNeverPrint_isEmpty(String text) {
    assertThat(JobId.parse(text)).isEmpty();
  }
}
