package org.bricscodes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderedBytesTest {

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 0000000000000000",
    "-1,                   7fffffffffffffff",
    "0,                    8000000000000000",
    "1,                    8000000000000001",
    "9223372036854775807,  ffffffffffffffff",
  })
  void ofLong_value_isBigEndianWithTheSignFlipped(long value, String hex) {
    byte[] bytes = OrderedBytes.ofLong(value);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    assertThat(OrderedBytes.toLong(bytes, 0)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"a, ab", "ab, b", "a, ä", "'', a"})
  void ofText_smallerText_isSmallerWhateverFollows(String smaller, String greater) {
    byte[] low = OrderedBytes.concat(OrderedBytes.ofText(smaller), new byte[] {(byte) 0xFF});
    byte[] high = OrderedBytes.concat(OrderedBytes.ofText(greater), new byte[] {0});

    assertThat(Arrays.compareUnsigned(low, high)).isNegative();
  }

  @Test
  void ofText_withZero_isRefused() {
    assertThatThrownBy(() -> OrderedBytes.ofText("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text of a key must not hold U+0000");
  }

  @Test
  void after_key_isTheNextKeyThereIs() {
    assertThat(OrderedBytes.after(new byte[] {1, 2})).containsExactly(1, 2, 0);
  }

  @Test
  void afterPrefix_prefix_isBehindAllThatBeginWithIt() {
    assertThat(OrderedBytes.afterPrefix(new byte[] {1, 2})).containsExactly(1, 3);
    assertThat(OrderedBytes.afterPrefix(new byte[] {1, (byte) 0xFF, (byte) 0xFF}))
        .containsExactly(2);
    assertThat(OrderedBytes.afterPrefix(new byte[] {(byte) 0xFF})).isNull();
    assertThat(OrderedBytes.afterPrefix(new byte[] {})).isNull();
  }
}
