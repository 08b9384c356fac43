package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|Unexpected end-of-input: expected close marker for Object",
        "[}|Unexpected close marker '}': expected ']'",
        "{}{}|Trailing token (of type START_OBJECT) found after value",
        "[[[[[[[[[[[[[[[[[|Document nesting depth (17) exceeds the maximum allowed (16)",
      })
  void brokenBody_isToldWithoutTheParsersInsides(String body, String message) {
    assertThatThrownBy(() -> Json.read(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }
}
