package org.bricscodes.qr;

/**
 * Terminal text: a character is two modules, one above the other. Both colours are set explicitly
 * (black 16 on white 231 of the 256-colour table), because an inverted symbol is one that most
 * phones do not read.
 */
final class TerminalForm {

  private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
  private static final String RESET = "\u001b[0m";

  private TerminalForm() {}

  static String of(QrSymbol symbol) {
    int from = -QrSymbol.QUIET_ZONE;
    int to = symbol.size() + QrSymbol.QUIET_ZONE;
    StringBuilder text = new StringBuilder(4096);
    for (int row = from; row < to; row += 2) {
      text.append(BLACK_ON_WHITE);
      for (int column = from; column < to; column++) {
        boolean upper = symbol.isDark(column, row);
        boolean lower = symbol.isDark(column, row + 1);
        text.append(upper ? (lower ? '\u2588' : '\u2580') : (lower ? '\u2584' : ' '));
      }
      text.append(RESET).append('\n');
    }
    return text.toString();
  }
}
