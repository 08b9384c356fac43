package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout is permanent: these values are those of the first release. */
final class CaptureTablesTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void tables_haveTheirPermanentNamesAndShapes() {
    assertThat(CaptureTables.all())
        .containsExactlyInAnyOrder(
            new Table("event", Table.Shape.BODIES),
            new Table("event_term", Table.Shape.POSTINGS),
            new Table("event_claim", Table.Shape.ROWS),
            new Table("event_sequence", Table.Shape.POSTINGS),
            new Table("capture_intent", Table.Shape.ROWS),
            new Table("capture_job", Table.Shape.ROWS),
            new Table("capture_running", Table.Shape.ROWS),
            new Table("capture_document", Table.Shape.BODIES),
            new Table("master_data", Table.Shape.ROWS),
            new Table("event_value", Table.Shape.POSTINGS),
            new Table("event_reindex", Table.Shape.ROWS),
            new Table("event_layout", Table.Shape.ROWS),
            new Table("event_head", Table.Shape.ROWS),
            new Table("event_adopted", Table.Shape.POSTINGS),
            new Table("capture_home", Table.Shape.STATES),
            new Table("node_log", Table.Shape.STATES));
  }

  @Test
  void sequenceKey_bucketsBy4096() {
    Key key = CaptureTables.sequence(4096 * 3 + 5);

    assertThat(HEX.formatHex(key.partition())).isEqualTo("000000000000000000000003");
    assertThat(HEX.formatHex(key.sort())).isEqualTo("0000000000003005");
  }

  @Test
  void ids_areTheStatedDigests() {
    byte[] digest = new byte[32];

    // printf 'event\ntea\n' | cat - <(head -c32 /dev/zero) | sha256sum, and likewise
    assertThat(HEX.formatHex(Ids.record("tea", digest)))
        .isEqualTo("0d535696a308bc16550d8359683ce6d9");
    assertThat(HEX.formatHex(Ids.claim("tea", "urn:uuid:1")))
        .isEqualTo("16b7df723a6266e5caac1ff08f0298ac");
    assertThat(HEX.formatHex(Ids.party("tea"))).isEqualTo("58c0f75c1677aec1203f3cce978cf421");
  }

  @Test
  void errorClaim_standsBesideTheEventsClaim() {
    byte[] claim = new byte[16];
    byte[] record = new byte[16];
    record[15] = 9;

    assertThat(CaptureTables.claim(claim).sort()).containsExactly(0);
    assertThat(HEX.formatHex(CaptureTables.errorClaim(claim, record).sort()))
        .isEqualTo("0100000000000000000000000000000009");
  }

  @Test
  void claim_roundTrips() {
    byte[] digest = new byte[32];
    digest[0] = 7;
    Claim claim = new Claim(digest, new Place(41, Instant.parse("2026-01-02T03:04:05.006Z")));

    Claim read = Claim.decode(claim.encode());

    assertThat(read.place()).isEqualTo(claim.place());
    assertThat(read.saysTheSame(digest)).isTrue();
    assertThat(read.saysTheSame(new byte[32])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bizStep=https://ref.gs1.org/cbv/BizStep-shipping",
        "party=tea",
        "epcClass=https://id.gs1.org/01/09521234543213",
        "gtin=09521234543213"
      })
  void term_ofManyEvents_isHot(String text) {
    assertThat(CaptureTables.term(text).spread()).isEqualTo(Term.Spread.HOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventID=urn:uuid:1", "transformationID=urn:x:y", "recall=x tea"})
  void term_ofFewEvents_isSparse(String text) {
    assertThat(CaptureTables.term(text)).isEqualTo(Term.sparse(text));
  }

  @Test
  void term_ofAThing_isARoleOfIt() {
    assertThat(CaptureTables.term("epc=https://id.gs1.org/01/09521234543213/21/A"))
        .isEqualTo(Term.role("https://id.gs1.org/01/09521234543213/21/A", 1));
    assertThat(CaptureTables.term("epcClass=https://id.gs1.org/01/09521234543213/10/LOT1"))
        .isEqualTo(Term.role("https://id.gs1.org/01/09521234543213/10/LOT1", 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines", "tab\t"})
  void party_thatWouldBlurIds_isRefused(String party) {
    assertThatThrownBy(() -> Ids.requireParty(party)).isInstanceOf(IllegalArgumentException.class);
  }
}
