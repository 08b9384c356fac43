package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StandingCodecTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");

  @Test
  void everySubscription_comesBackAsItWas() {
    Schedule schedule =
        ((Schedule.Outcome.Ready) Schedule.parse(Map.of("hour", "1,[3-5]", "minute", "0/15")))
            .schedule();
    for (Trigger trigger :
        List.of(
            new Trigger.Stream(),
            new Trigger.Scheduled(schedule, Trigger.WhenEmpty.SILENT),
            new Trigger.Scheduled(schedule, Trigger.WhenEmpty.REPORT))) {
      for (Visibility visibility : List.of(Visibility.everyone(), Visibility.of("urn:x:茶"))) {
        Subscription subscription = subscription(trigger, visibility, new SignatureToken("geheim"));
        assertThat(StandingCodec.subscription(StandingCodec.encode(subscription)))
            .isEqualTo(subscription);
      }
    }
    Subscription unsigned = subscription(new Trigger.Stream(), Visibility.everyone(), null);
    assertThat(StandingCodec.subscription(StandingCodec.encode(unsigned))).isEqualTo(unsigned);
  }

  @Test
  void progress_comesBackAsItWas() {
    Progress fresh = Progress.from(7, Instant.EPOCH, NOW);
    for (Trouble.Kind kind : Trouble.Kind.values()) {
      Progress stuck =
          fresh
              .delivered(9, NOW, NOW)
              .in(new Trouble(NOW, 3, NOW, 503, "closed", 12, NOW.plusSeconds(9), kind));
      assertThat(StandingCodec.progress(StandingCodec.encode(stuck))).isEqualTo(stuck);
    }
    assertThat(StandingCodec.progress(StandingCodec.encode(fresh))).isEqualTo(fresh);
  }

  /** The layout is permanent: what an earlier release wrote is read. */
  @Test
  void layout_isTheOneOfTheFirstRelease() {
    Progress progress = Progress.from(7, Instant.ofEpochSecond(1), Instant.ofEpochSecond(2, 3));

    assertThat(HexFormat.of().formatHex(StandingCodec.encode(progress)))
        .isEqualTo(
            "01" // version
                + "0000000000000007" // position
                + "000000000000000100000000" // minRecordTime
                + "00" // not notified yet
                + "000000000000000200000003" // lastFire
                + "00"); // no trouble
  }

  @Test
  void damage_isNoticed() {
    NamedQuery query = new NamedQuery("all", "urn:x:tea", NOW, "{}", EventQuery.everything());
    List<byte[]> rows =
        List.of(
            StandingCodec.encode(subscription(new Trigger.Stream(), Visibility.everyone(), null)),
            StandingCodec.encode(query),
            StandingCodec.encode(Progress.from(7, NOW, NOW)));
    assertThat(StandingCodec.query(rows.get(1))).isEqualTo(query);
    for (byte[] row : rows) {
      for (int length = 0; length < row.length; length++) {
        byte[] cut = Arrays.copyOf(row, length);
        assertThatThrownBy(() -> read(rows.indexOf(row), cut))
            .isInstanceOf(StoreException.Corrupt.class);
      }
      byte[] more = Arrays.copyOf(row, row.length + 1);
      assertThatThrownBy(() -> read(rows.indexOf(row), more))
          .isInstanceOf(StoreException.Corrupt.class);
    }
    long seed = 20260505;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      int kind = random.nextInt(3);
      byte[] row = rows.get(kind).clone();
      row[random.nextInt(row.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        read(kind, row);
      } catch (StoreException.Corrupt e) {
        assertThat(e).as("seed %d", seed).isNotNull(); // noticed; what is not, reads as a value
      }
    }
  }

  @Test
  void secret_isNotPrinted() {
    Subscription subscription =
        subscription(new Trigger.Stream(), Visibility.everyone(), new SignatureToken("geheim"));

    assertThat(subscription.toString()).doesNotContain("geheim");
  }

  @Test
  void signature_isThatOfRfc4231() {
    assertThat(
            new SignatureToken("Jefe")
                .sign("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
  }

  private static void read(int kind, byte[] row) {
    switch (kind) {
      case 0 -> StandingCodec.subscription(row);
      case 1 -> StandingCodec.query(row);
      default -> StandingCodec.progress(row);
    }
  }

  private static Subscription subscription(
      Trigger trigger, Visibility visibility, @Nullable SignatureToken token) {
    return new Subscription(
        "df5a33e3-5aa3-4403-ae01-99b83234e27b",
        "shipped",
        "urn:x:tea",
        visibility,
        URI.create("https://subscriber.example/in?x=1"),
        token,
        new DeliveryForm(
            DeliveryForm.Syntax.XML, EpcFormat.ALWAYS_EPC_URN, CbvXmlFormat.ALWAYS_URN),
        trigger,
        NOW,
        NOW.minusSeconds(1),
        Instant.EPOCH);
  }
}
