package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected codes were computed apart, with HMAC-SHA-256 in Python. */
class InnerCodesTest {

  private final TestBook test = new TestBook();
  private final CodeBook book = test.book();

  /** What is printed under seals depends on nothing but this derivation: it may never change. */
  @ParameterizedTest
  @CsvSource({
    "04600682000129, 7RB3YZ166V11J73D, 4JEK5F",
    "04600682000129, 7HZ409RJVXR9H41A, 31V2CZ",
    "06001234567899, 7RB3YZ166V11J73D, FCE4XC",
  })
  void innerCode_ofKnownMaster_isThis(String gtin, String serial, String inner) {
    InnerCodes codes =
        new InnerCodes(TestKeys.MASTER.epochKey(new KeyEpoch(7)).innerKey(), Gtin.parse(gtin));

    assertThat(codes.of(new Serial(serial)).text()).isEqualTo(inner);
    assertThat(codes.of(new Serial(serial)).text()).isEqualTo(inner);
  }

  @Test
  void write_beside_theSerialInItsLine() {
    InnerCodes codes =
        new InnerCodes(TestKeys.MASTER.epochKey(new KeyEpoch(7)).innerKey(), TestBook.GTIN);
    byte[] line = "..7HZ409RJVXR9H41A,......\n".getBytes(StandardCharsets.US_ASCII);

    codes.write(line, 2, line, 19);

    assertThat(new String(line, StandardCharsets.US_ASCII))
        .isEqualTo("..7HZ409RJVXR9H41A,31V2CZ\n");
  }

  @Test
  void innerCodes_ofABatch_areThoseOfItsItems_andSpread() {
    Batch batch = book.issue(TestBook.order(2000));
    SerialRun run = book.serials(batch);
    InnerCodes codes = run.innerCodes();
    Set<String> seen = new HashSet<>();

    for (Serial serial : run.stream().toList()) {
      CodeCheck.Genuine genuine = (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
      InnerCode code = codes.of(serial);
      assertThat(book.innerCode(genuine).matches(code)).isTrue();
      seen.add(code.text());
    }

    assertThat(seen).hasSizeBetween(1990, 2000); // of 2^30
  }

  @ParameterizedTest
  @ValueSource(strings = {"4jek5f", "4JE K5F", " 4je-k5f ", "4JEK5F"})
  void parseTyped_asAPersonTypes_isTheCode(String typed) {
    assertThat(InnerCode.parseTyped(typed).matches(new InnerCode("4JEK5F"))).isTrue();
    assertThat(InnerCode.parseTyped("3IV2CZ").matches(new InnerCode("31V2CZ"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4JEK5", "4JEK5FF", "4JEK5U", "ЖJEK5F", "4JEK5F4JEK5F"})
  void parseTyped_anythingElse_isRefused(String typed) {
    assertThatThrownBy(() -> InnerCode.parseTyped(typed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InnerCode.parseTyped("1".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toString_showsNothing() {
    assertThat(new InnerCode("4JEK5F")).hasToString("InnerCode");
  }
}
