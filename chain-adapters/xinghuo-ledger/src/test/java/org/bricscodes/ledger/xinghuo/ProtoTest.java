package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs that other parsers take, or trip over. */
final class ProtoTest {

  @ParameterizedTest
  @CsvSource({
    "1000, canonical",
    "108100, longer than need be",
    "10ffffffffffffffffff01, 2^63 or more",
    "10ffffffffffffffffffff01, 2^63 or more",
    "10, ends inside a number",
    "1081, ends inside a number",
    "0a05616263, longer than what is there",
    "0affffffff0f61, longer than what is there",
    "0affffffffffffffff7f61, longer than what is there",
    "0a01ff, not UTF-8",
    "0a00, canonical",
    "1001 0a0161, canonical",
    "1001 1002, canonical",
    "110000000000000000, wire type",
    "15 00000000, wire type",
    "0b, wire type",
    "00, no known number",
    "520161, not known here",
    "5a0161, not known here",
    "2200, do not agree",
    "22020804, do not agree",
    "220408073a00, do not agree",
    "220608043a003a00, one content",
    "2207 0804 3a03 10ff 01, wire type",
    "2208 0804 3a04 0a0161 20, ends inside a number"
  })
  void blob_unsound_isRefused(String hex, String reason) {
    byte[] blob = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobCodec(ChainProfile.BIF_CORE).parse(blob))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"101", "1000"})
  void blob_tooManyOperations_isRefused(int count) {
    byte[] blob = HexFormat.of().parseHex("220408043a00".repeat(count));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobCodec(ChainProfile.BIF_CORE).parse(blob))
        .withMessageContaining("100 operations");
  }

  @ParameterizedTest
  @CsvSource({"1048577"})
  void blob_tooLong_isRefused(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobCodec(ChainProfile.BIF_CORE).parse(new byte[bytes]))
        .withMessageContaining("1 MiB");
  }
}
