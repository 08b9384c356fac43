package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bricscodes.gs1.Gtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected keys were computed apart, with HMAC-SHA-256 and RFC 5869 in Python. */
class MasterKeyTest {

  private static final Gtin GTIN = Gtin.parse("04600682000129");

  @Test
  void epochKey_ofKnownMaster_hasThisId() {
    assertThat(TestKeys.MASTER.epochKey(new KeyEpoch(7)).id())
        .isEqualTo(HexFormat.of().parseHex("fb8c645b90676b4a"));
  }

  @Test
  void serialKey_ofKnownMaster_isThis() {
    assertThat(TestKeys.MASTER.epochKey(new KeyEpoch(7)).serialKey(GTIN).getEncoded())
        .isEqualTo(
            HexFormat.of()
                .parseHex("19fd1fe46539fdd475766664825c159926f5ed7e86b429a2b172e5231a02aa93"));
  }

  /** What is printed on packs depends on nothing but these derivations: they may never change. */
  @ParameterizedTest
  @CsvSource({
    "0, 7RB3YZ166V11J73D",
    "1, 7HZ409RJVXR9H41A",
    "255, 7600KTR966FTA7EC",
    "256, 79B6B2KRZW6D094F",
    "1000000, 722W4MXTAR8TXGXS",
  })
  void serial_ofKnownMaster_isThis(long counter, String serial) {
    KeyEpoch epoch = new KeyEpoch(7);
    SerialCipher cipher =
        new SerialCipher(TestKeys.MASTER.epochKey(epoch).serialKey(GTIN), GTIN.digits());
    byte[] out = new byte[16];

    new SerialWriter(cipher, epoch).write(counter, 1, out, 0, 16);

    assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo(serial);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        " 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
      })
  void parse_hexOrBase64_isTheSameKey(String text) {
    assertThat(MasterKey.parse(text).epochKey(new KeyEpoch(7)).id())
        .isEqualTo(HexFormat.of().parseHex("fb8c645b90676b4a"));
  }

  @Test
  void parse_urlBase64_isRead() {
    assertThat(
            MasterKey.parse("__________________________________________8")
                .epochKey(new KeyEpoch(0))
                .id())
        .isEqualTo(TestKeys.OTHER.epochKey(new KeyEpoch(0)).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
      })
  void parse_anythingElse_isRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> MasterKey.parse(text))
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasNoCause()
        .extracting(Throwable::getMessage)
        .asString()
        .matches("a master key (is 32 bytes, written as .*|of zeros protects nothing)");
  }

  @Test
  void toString_showsNoByte() {
    assertThat(TestKeys.MASTER).hasToString("MasterKey");
  }
}
