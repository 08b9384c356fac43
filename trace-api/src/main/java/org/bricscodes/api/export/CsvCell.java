package org.bricscodes.api.export;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell of comma-separated values by RFC 4180, and what keeps spreadsheets from running it. Null
 * is the empty cell.
 */
public final class CsvCell {

  private static final String FORMULA_STARTS = "=+-@\t\r\n'";

  private static final Pattern CUT_FORMULA = Pattern.compile("([;\\t][ \"]*)([=+@-])");

  private CsvCell() {}

  /**
   * Text from outside: what a spreadsheet would take for a formula gets an apostrophe in front;
   * also behind a semicolon or a tab, where spreadsheets of many countries cut.
   */
  public static String guarded(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String inside = CUT_FORMULA.matcher(text).replaceAll("$1'$2");
    return quoted(FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + inside : inside);
  }

  /** In quotation marks where it needs them. */
  public static String quoted(@Nullable String text) {
    if (text == null) {
      return "";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }
}
