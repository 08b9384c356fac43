package org.bricscodes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eip155:1:0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238",
        "fabric:mychannel:anchor:5f3a",
        "bif:0:did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        "directory:anchors.internal/directory+63a34c76"
      })
  void ledgerId_ofEveryKind_roundTrips(String text) {
    assertThat(LedgerId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "eip155", "eip155:", "EIP:1", "eip155:a b", "1a:b", "e:1"})
  void ledgerId_malformed_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LedgerId.parse(text));
  }

  @Test
  void position_text_sortsAsTheLedgerOrders() {
    Position early = new Position(9, 0, 0, "ff");
    Position late = new Position(10, 0, 0, "00");

    assertThat(early).hasToString("000000000009/000000/000000@ff").isLessThan(late);
    assertThat(Position.parse(early.toString())).isEqualTo(early);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9/0/0@ff",
        "000000000009/000000/000000",
        "000000000009/000000/000000@",
        "-00000000009/000000/000000@ff",
        "000000000009/000000/000000@FF"
      })
  void position_malformed_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä"})
  void txId_malformed_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TxId(text));
  }
}
