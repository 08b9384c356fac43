package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

final class RlpTest {

  /** The examples of the format's own description. */
  @Test
  void publishedExamples_encodeAsPublished() {
    assertThat(hex(text("dog"))).isEqualTo("0x83646f67");
    assertThat(hex(new RlpList(text("cat"), text("dog")))).isEqualTo("0xc88363617483646f67");
    assertThat(hex(text(""))).isEqualTo("0x80");
    assertThat(hex(new RlpList())).isEqualTo("0xc0");
    assertThat(hex(RlpString.create(BigInteger.ZERO))).isEqualTo("0x80");
    assertThat(hex(RlpString.create(BigInteger.valueOf(15)))).isEqualTo("0x0f");
    assertThat(hex(RlpString.create(BigInteger.valueOf(1024)))).isEqualTo("0x820400");
    assertThat(
            hex(
                new RlpList(
                    new RlpList(),
                    new RlpList(new RlpList()),
                    new RlpList(new RlpList(), new RlpList(new RlpList())))))
        .isEqualTo("0xc7c0c1c0c3c0c1c0");
    assertThat(hex(text("Lorem ipsum dolor sit amet, consectetur adipisicing elit")))
        .isEqualTo(
            "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164"
                + "69706973696369"
                + "6e6720656c6974");
  }

  @Test
  void canonical_isTaken() {
    assertThat(Rlp.list(Rlp.decode(Hex.bytes("0xc88363617483646f67"))))
        .hasSize(2)
        .allSatisfy(item -> assertThat(Rlp.bytes(item)).hasSize(3));
    assertThat(Rlp.number(Rlp.decode(Hex.bytes("0x820400")))).isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x", // nothing
        "0x8100", // one byte below 0x80 is its own encoding
        "0xb800", // a length of zero in the long form
        "0xb90001ff", // a length with a leading zero
        "0x83646f", // ends too early
        "0x83646f6767", // a byte too many
        "0xc883636174836f67", // a list that ends too early
        "0xbfffffffffffffffff", // a length that no machine has
        "0xf8", // a length that is not there
      })
  void anythingElse_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rlp.decode(Hex.bytes(text)));
  }

  @Test
  void hundredThousandLists_areRefusedBeforeTheyAreEntered() {
    byte[] nested = new byte[100_000];
    java.util.Arrays.fill(nested, (byte) 0xc1);
    nested[nested.length - 1] = (byte) 0xc0;

    assertThatIllegalArgumentException().isThrownBy(() -> Rlp.decode(nested));
  }

  @Test
  void randomBytes_areRefusedOrPrintedAgain() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(1, 40)];
      random.nextBytes(bytes);
      RlpType item;
      try {
        item = Rlp.decode(bytes);
      } catch (IllegalArgumentException e) {
        continue;
      }
      assertThat(RlpEncoder.encode(item)).as("round %d", round).isEqualTo(bytes);
    }
  }

  private static RlpString text(String text) {
    return RlpString.create(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hex(RlpType item) {
    return Hex.of(RlpEncoder.encode(item));
  }
}
