package org.bricscodes.qr;

/**
 * SVG: the viewBox counts modules with the quiet zone inside; one white path as ground, one black
 * path with a rectangle for every horizontal run of dark modules.
 */
final class SvgForm {

  private SvgForm() {}

  static String of(QrSymbol symbol) {
    int full = symbol.fullSize();
    StringBuilder svg =
        new StringBuilder(8192)
            .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
            .append(full)
            .append(' ')
            .append(full)
            .append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
            .append(full)
            .append('v')
            .append(full)
            .append("H0z\"/><path fill=\"#000\" d=\"");
    for (int row = 0; row < symbol.size(); row++) {
      appendRow(symbol, row, svg);
    }
    return svg.append("\"/></svg>\n").toString();
  }

  private static void appendRow(QrSymbol symbol, int row, StringBuilder svg) {
    int column = 0;
    while (column < symbol.size()) {
      int end = column;
      while (symbol.isDark(end, row)) {
        end++;
      }
      if (end > column) {
        svg.append('M')
            .append(column + QrSymbol.QUIET_ZONE)
            .append(' ')
            .append(row + QrSymbol.QUIET_ZONE)
            .append('h')
            .append(end - column)
            .append("v1h-")
            .append(end - column)
            .append('z');
      }
      column = end + 1;
    }
  }
}
