package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalFormTest {

  private static final String START = "\u001b[38;5;16;48;5;231m";
  private static final String END = "\u001b[0m";

  @ParameterizedTest
  @MethodSource("org.bricscodes.qr.QrSymbolTest#links")
  void terminalText_anyLink_readsBackExactly(String uri, ErrorCorrection level) throws Exception {
    QrSymbol symbol = QrSymbol.of(DigitalLink.parse(uri), level);

    assertThat(draw(symbol).read(4).getText()).isEqualTo(uri);
  }

  @Test
  void terminalText_ofPack_is41ColumnsAnd21Lines() {
    List<String> lines =
        QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK)).terminalText().lines().toList();

    assertThat(lines).hasSize(21);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(START)
                    .endsWith(END)
                    .hasSize(START.length() + 41 + END.length()));
    assertThat(lines.getFirst()).isEqualTo(START + " ".repeat(41) + END);
  }

  private static Modules draw(QrSymbol symbol) {
    List<String> lines = symbol.terminalText().lines().toList();
    Modules modules = Modules.onDarkPage(symbol.fullSize(), 2 * lines.size());
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line);
      String cells = text.substring(START.length(), text.length() - END.length());
      for (int x = 0; x < cells.length(); x++) {
        char cell = cells.charAt(x);
        assertThat(" \u2580\u2584\u2588").contains(String.valueOf(cell));
        if (cell == ' ' || cell == '\u2584') {
          modules.paintLight(x, 2 * line);
        }
        if (cell == ' ' || cell == '\u2580') {
          modules.paintLight(x, 2 * line + 1);
        }
      }
    }
    return modules;
  }
}
