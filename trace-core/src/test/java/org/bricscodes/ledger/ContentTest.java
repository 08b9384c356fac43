package org.bricscodes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.TlogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTest {

  private static final String ZEROS =
      "0000000000000000000000000000000000000000000000000000000000000000";
  private static final String ONES =
      "1111111111111111111111111111111111111111111111111111111111111111";
  private static final String TWOS =
      "2222222222222222222222222222222222222222222222222222222222222222";

  private static final EventRecord EVENT =
      new EventRecord("log.example/a", 7, Digest.parseHex(ZEROS));

  @Test
  void eventRecord_bytes_areFourLines() {
    assertThat(text(EVENT))
        .isEqualTo(
            """
            bricscodes.org/event-record@v1
            log.example/a
            7
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            """);
    assertThat(Content.parse(EVENT.bytes())).isEqualTo(EVENT);
  }

  @Test
  void pledgeChange_bytes_areFiveLines() {
    assertThat(text(change(new PledgeChange.Pledge(Instant.ofEpochSecond(1_800_000_000)))))
        .isEqualTo(
            "bricscodes.org/pledge-change@v1\n"
                + (ZEROS + "\n" + ONES + "\n" + TWOS + "\n")
                + "pledge 1800000000\n");
  }

  @Test
  void pledgeChange_everyAct_roundTrips() {
    for (PledgeChange.Act act :
        List.of(
            new PledgeChange.Pledge(Instant.ofEpochSecond(1)),
            new PledgeChange.Extend(Instant.parse("9999-12-31T23:59:59Z")),
            new PledgeChange.Release(ReleaseReason.SATISFIED),
            new PledgeChange.Release(ReleaseReason.TRANSFERRED))) {
      assertThat(Content.parse(change(act).bytes())).isEqualTo(change(act));
    }
  }

  @Test
  void filler_bytes_roundTrip() {
    assertThat(Content.parse(new Filler().bytes())).isEqualTo(new Filler());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bricscodes.org/event-record@v1\nlog\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "bricscodes.org/event-record@v1\nlog\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "bricscodes.org/event-record@v1\nlog\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "bricscodes.org/event-record@v1\nlog\n7\nAAAA\n",
        "bricscodes.org/event-record@v1\n\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "bricscodes.org/event-record@v1\nlog\n7\n",
        "bricscodes.org/event-record@v1\nlog\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n",
        "bricscodes.org/filler@v1\nmore\n",
        "bricscodes.org/pledge-change@v1\n0\n1\n2\npledge 1\n"
      })
  void content_notCanonical_isRefused(String text) {
    assertThatThrownBy(() -> Content.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pledge 0", "pledge 01", "extend -1", "release 7", "release 0", "take 1"})
  void pledgeChange_actUnknown_isRefused(String act) {
    byte[] bytes =
        ("bricscodes.org/pledge-change@v1\n"
                + (ZEROS + "\n" + ONES + "\n" + TWOS + "\n")
                + (act + "\n"))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Content.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void content_otherText_isNoAnchor() {
    assertThatThrownBy(() -> Content.parse("anything\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TlogException.class);
  }

  /** Expected value by {@code openssl dgst -sha256 -hmac}. */
  @Test
  void fingerprint_keyed_isHmacSha256() {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    assertThat(Fingerprint.keyed(key, "warrant 1".getBytes(StandardCharsets.US_ASCII)).toString())
        .isEqualTo("b09572d043a3268827af2aecf428f6877914549549390afaa94053deb09731bd");
    assertThatThrownBy(() -> Fingerprint.keyed(new byte[31], new byte[1]))
        .hasMessage("a consortium key has at least 32 bytes");
  }

  @Test
  void capabilities_kindNotClaimed_isUnsupported() throws Exception {
    Capabilities plain = new Capabilities(Capabilities.Finality.INSTANT, 100, Set.of());
    Capabilities full =
        new Capabilities(
            Capabilities.Finality.INSTANT,
            100,
            Set.of(Capability.PER_EVENT, Capability.EXCLUSIVE_REGISTRY));
    PledgeChange pledge = change(new PledgeChange.Release(ReleaseReason.MISTAKE));

    assertThatThrownBy(() -> plain.requireTakes(EVENT))
        .hasMessage("UNSUPPORTED: this ledger does not take EventRecord");
    assertThatThrownBy(() -> plain.requireTakes(pledge))
        .hasMessage("UNSUPPORTED: this ledger does not take PledgeChange");
    assertThatThrownBy(() -> full.requireTakes(new Filler()))
        .hasMessage("UNSUPPORTED: this ledger does not take Filler");
    full.requireTakes(EVENT);
    full.requireTakes(pledge);
  }

  @Test
  void prepared_otherThanAnAnchor_hasNone() {
    Prepared prepared =
        new Prepared(
            LedgerId.parse("memory:x"),
            new TxId("1"),
            EVENT,
            new byte[] {1},
            Map.of("nonce", "7", "max-fee-per-gas", "30 gwei"));

    assertThat(prepared.terms())
        .containsExactly(Map.entry("max-fee-per-gas", "30 gwei"), Map.entry("nonce", "7"));
    assertThatThrownBy(prepared::anchor)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 carries no anchor but EventRecord[log.example/a 7]");
    assertThatThrownBy(
            () ->
                new Prepared(
                    LedgerId.parse("memory:x"),
                    new TxId("1"),
                    EVENT,
                    new byte[] {1},
                    Map.of("Nonce", "7")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PledgeChange change(PledgeChange.Act act) {
    return new PledgeChange(
        Fingerprint.parse(ZEROS), HolderHandle.parse(ONES), RequestId.parse(TWOS), act);
  }

  private static String text(Content content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }
}
