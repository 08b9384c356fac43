package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a CSV text, strictly as RFC 4180 has them: commas, cells in quotation marks where they
 * hold a comma, a line end or a quotation mark, which is doubled then. Lines end with CR LF or LF;
 * empty ones are passed over, and so is a byte order mark. A record with a fault is told as such,
 * and reading goes on behind it.
 */
final class CsvRecords {

  /** Most cells of a record. */
  static final int MAX_CELLS = 32;

  /**
   * One record.
   *
   * @param line where it begins, 1 for the first of the text
   * @param cells as they stand, without their quotation marks
   * @param fault what is wrong with it and what would be right; null: nothing
   */
  record Row(int line, List<String> cells, @Nullable String fault) {}

  private static final int END = -1;

  private final String text;
  private int at;
  private int line = 1;
  private @Nullable String fault;

  CsvRecords(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The next record; null when there are no more. */
  @Nullable Row next() {
    while (peek() != END) {
      int first = line;
      fault = null;
      List<String> cells = cells();
      if (fault != null || cells.size() > 1 || !cells.getFirst().isBlank()) {
        return new Row(first, cells, fault);
      }
    }
    return null;
  }

  /** The cells up to the end of the line, which is taken too. */
  private List<String> cells() {
    List<String> cells = new ArrayList<>();
    while (true) {
      String cell = peek() == '"' ? quoted() : plain();
      if (cells.size() < MAX_CELLS) {
        cells.add(cell);
      } else {
        fault = "has more than " + MAX_CELLS + " cells";
      }
      if (peek() != ',') {
        takeLineEnd();
        return cells;
      }
      at++;
    }
  }

  private String plain() {
    int from = at;
    while (!endsCell(peek())) {
      if (peek() == '"') {
        fault =
            "has a quotation mark within a cell; put the cell in quotation marks and double those"
                + " within";
      }
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (true) {
      int c = peek();
      if (c == END) {
        fault = "has a quotation mark that opens a cell, and none closes it";
        return cell.toString();
      }
      at++;
      if (c == '"') {
        if (peek() != '"') {
          break;
        }
        at++;
      }
      line += c == '\n' ? 1 : 0;
      cell.append((char) c);
    }
    if (!endsCell(peek())) {
      fault = "has text behind a closing quotation mark; a quotation mark within a cell is doubled";
      while (!endsCell(peek())) {
        at++;
      }
    }
    return cell.toString();
  }

  private boolean endsCell(int c) {
    return c == ','
        || c == '\n'
        || c == END
        || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) == '\n'));
  }

  private void takeLineEnd() {
    at += peek() == '\r' ? 1 : 0;
    if (peek() == '\n') {
      at++;
      line++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }
}
