package org.bricscodes.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.tlog.TlogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnchorReceiptTest {

  /** The worked checkpoint of c2sp.org/tlog-checkpoint form, seven leaves. */
  private static final String NOTE =
      """
      log.example/trace
      7
      TL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=

      — log.example/trace Y6NMdiUpv1GZRW6LX5Ubwla+wQLRrqXyYcJdeiI9/ae7QDCFi4d3L8TzVwtVenrnVk2sIOvotArQvsxcCX0qDaz6Mgw=
      """;

  private static final String TEXT =
      """
      bricscodes.org/anchor-receipt@v1
      ledger eip155:1:0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238
      adapter evm/1
      tx 0xab01
      position 000000018231/000004/000000@00ff
      time 2026-03-01T08:00:00Z
      anchor bG9nLmV4YW1wbGUvdHJhY2UKNwpUTDJPTllTVVVFQU5UcHhNQ3VmM0hIbXRSQkQ1clN4aVJpTC9YNFlYTVQwPQoK4oCUIGxvZy5leGFtcGxlL3RyYWNlIFk2Tk1kaVVwdjFHWlJXNkxYNVVid2xhK3dRTFJycVh5WWNKZGVpSTkvYWU3UURDRmk0ZDNMOFR6Vnd0VmVucm5WazJzSU92b3RBclF2c3hjQ1gwcURhejZNZ3c9Cg==
      evidence AQID
      """;

  @Test
  void bytes_allItems_areTheDocumentedLines() {
    AnchorReceipt receipt =
        new AnchorReceipt(
            LedgerId.parse("eip155:1:0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"),
            "evm/1",
            new TxId("0xab01"),
            new Position(18_231, 4, 0, "00ff"),
            Optional.of(Instant.parse("2026-03-01T08:00:00Z")),
            Anchor.of(NOTE.getBytes(UTF_8)),
            new byte[] {1, 2, 3});

    assertThat(new String(receipt.bytes(), US_ASCII)).isEqualTo(TEXT);
    assertThat(AnchorReceipt.parse(receipt.bytes())).isEqualTo(receipt);
  }

  @Test
  void parse_itsBytes_givesEveryItem() {
    AnchorReceipt receipt = AnchorReceipt.parse(TEXT.getBytes(US_ASCII));

    assertThat(receipt.ledger().namespace()).isEqualTo("eip155");
    assertThat(receipt.position().block()).isEqualTo(18_231);
    assertThat(receipt.time()).contains(Instant.parse("2026-03-01T08:00:00Z"));
    assertThat(receipt.checkpoint().size()).isEqualTo(7);
    assertThat(receipt.evidence()).containsExactly(1, 2, 3);
  }

  @Test
  void parse_withoutTime_hasNone() {
    String text = TEXT.replaceFirst("time [^\n]*\n", "");

    AnchorReceipt receipt = AnchorReceipt.parse(text.getBytes(US_ASCII));

    assertThat(receipt.time()).isEmpty();
    assertThat(receipt.bytes()).isEqualTo(text.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "receipt@v1     | receipt@v2",
        "ledger eip155  | ledger  eip155",
        "ledger eip155: | ledger EIP155:",
        "adapter evm/1  | adapter evm/01",
        "adapter evm/1  | adapter EVM/1",
        "tx 0xab01      | tx 0x ab01",
        "000000018231   | 18231",
        "@00ff          | @00FF",
        "08:00:00Z      | 08:00:00.000Z",
        "08:00:00Z      | 08:00:00+00:00",
        "evidence AQID  | evidence AQI",
        "evidence AQID  | proof AQID",
        "evidence AQID  | evidence AQJ=",
      })
  void parse_otherThanPrinted_isRefused(String genuine, String changed) {
    byte[] tampered = TEXT.replace(genuine, changed).getBytes(US_ASCII);

    assertThatIllegalArgumentException().isThrownBy(() -> AnchorReceipt.parse(tampered));
  }

  @Test
  void parse_truncatedAnywhere_isRefused() {
    for (int length = 0; length < TEXT.length(); length++) {
      byte[] cut = TEXT.substring(0, length).getBytes(US_ASCII);

      assertThat(isReceipt(cut)).as("the first %d bytes", length).isFalse();
    }
  }

  @Test
  void parse_lineAppended_isRefused() {
    assertThat(isReceipt((TEXT + "more\n").getBytes(US_ASCII))).isFalse();
  }

  private static boolean isReceipt(byte[] bytes) {
    try {
      return AnchorReceipt.parse(bytes).bytes().length == bytes.length;
    } catch (IllegalArgumentException | TlogException e) {
      return false;
    }
  }
}
