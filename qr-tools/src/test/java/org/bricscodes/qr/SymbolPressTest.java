package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolPressTest {

  private static final String LOT = "https://trace.brics.org/01/04600682000129/10/A26-07/21/";

  @ParameterizedTest
  @CsvSource({"L, 4", "M, 4", "Q, 5", "H, 6"})
  void of_packLink_hasTheVersionOfTheBudget(ErrorCorrection level, int version) {
    SymbolPress press = SymbolPress.of(LOT, 16, level);

    assertThat(press.version()).isEqualTo(version);
    assertThat(press.size()).isEqualTo(17 + 4 * version);
  }

  @Test
  void press_packLinks_areTheSymbolsOfTheirLinks() {
    SymbolPress press = SymbolPress.of(LOT, 16, ErrorCorrection.M);
    byte[] serials =
        "7GF04CNGMYKV4H93,7QYKWDTJ7CZNDM7A,7W60NE1KDD37R9TM".getBytes(StandardCharsets.US_ASCII);
    ModuleGrid grid = new ModuleGrid();

    for (int at = 0; at < serials.length; at += 17) {
      press.press(serials, at, grid);

      String serial = new String(serials, at, 16, StandardCharsets.US_ASCII);
      assertSame(grid, QrSymbol.of(DigitalLink.parse(LOT + serial)));
    }
  }

  @Test
  void fork_pressesTheSame() {
    SymbolPress press = SymbolPress.of(LOT, 16, ErrorCorrection.Q).fork();
    ModuleGrid grid = new ModuleGrid();

    press.press("7GF04CNGMYKV4H93".getBytes(StandardCharsets.US_ASCII), 0, grid);

    assertSame(grid, QrSymbol.of(DigitalLink.parse(LOT + "7GF04CNGMYKV4H93"), ErrorCorrection.Q));
  }

  /** Two ways to cut this link are equally long, and digits would decide its version. */
  @Test
  void press_upperCaseHostAndSevenDigitsAtTheEnd_isStillZxingsSymbol() {
    String before = "HTTPS://TRACE.BRICS.ORG/01/04600682000129/10/A26-07/21/";
    SymbolPress press = SymbolPress.of(before, 13, ErrorCorrection.Q);
    ModuleGrid grid = new ModuleGrid();
    ModuleGrid expected = new ModuleGrid();

    for (String serial : List.of("X3HNAK1792523", "EWHSJT5065480", "ABCDEFGHJKMNP")) {
      press.press(serial.getBytes(StandardCharsets.US_ASCII), 0, grid);
      expected.copyFrom(Zxing.encode(before + serial, ErrorCorrection.Q).getMatrix());

      assertThat(grid.sameAs(expected)).isTrue();
    }
    press.press("0123456789012".getBytes(StandardCharsets.US_ASCII), 0, grid);
    assertThat(grid.size()).isEqualTo(press.size()).isEqualTo(37);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7gf04CNGMYKV4H93", "7GF04CNGMYKV4H9\u0000", "7GF04CNG MYKV4H9"})
  void press_otherCharacters_areRefused(String serial) {
    SymbolPress press = SymbolPress.of(LOT, 16, ErrorCorrection.M);
    byte[] bytes = serial.getBytes(StandardCharsets.US_ASCII);
    ModuleGrid grid = new ModuleGrid();

    assertThatThrownBy(() -> press.press(bytes, 0, grid))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a serial is digits, capitals and $%*+-./:");
  }

  @Test
  void of_linkThatIsNotAscii_isRefused() {
    assertThatThrownBy(() -> SymbolPress.of("https://h.cn/é/", 16, ErrorCorrection.M))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a link is printable ASCII");
  }

  @Test
  void of_linkTooLong_isRefused() {
    assertThatThrownBy(() -> SymbolPress.of("x".repeat(2400), 16, ErrorCorrection.M))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSame(ModuleGrid grid, QrSymbol symbol) {
    assertThat(grid.size()).isEqualTo(symbol.size());
    for (int row = 0; row < grid.size(); row++) {
      for (int column = 0; column < grid.size(); column++) {
        assertThat(grid.isDark(column, row)).isEqualTo(symbol.isDark(column, row));
      }
    }
  }
}
