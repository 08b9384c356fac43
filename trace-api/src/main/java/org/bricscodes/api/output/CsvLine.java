package org.bricscodes.api.output;

import java.util.List;
import java.util.stream.Collectors;
import org.bricscodes.api.export.CsvCell;

/**
 * A line of comma-separated values by RFC 4180, but ended by a line feed alone: no cell holds one.
 * Cells whose text came from outside are disarmed where a spreadsheet would run them.
 */
final class CsvLine {

  private static final String LINE_END = "\n";

  private CsvLine() {}

  static String header(List<CodeColumn> columns) {
    return columns.stream().map(CodeColumn::word).collect(Collectors.joining(",")) + LINE_END;
  }

  static LineTemplate template(CodeFacts facts, List<CodeColumn> columns) {
    LineTemplate line = new LineTemplate();
    String before = "";
    for (CodeColumn column : columns) {
      line.text(before);
      cell(facts, column, line);
      before = ",";
    }
    return line.text(LINE_END);
  }

  private static void cell(CodeFacts facts, CodeColumn column, LineTemplate line) {
    String text = facts.text(column);
    Hole hole = CodeFacts.hole(column);
    if (hole == Hole.NONE) {
      line.text(CsvCell.guarded(text));
      return;
    }
    // Begins with a digit, a letter or a bracket, so there is nothing to disarm.
    String quoted = CsvCell.quoted(text);
    boolean inQuotes = quoted.length() > text.length();
    line.text(inQuotes ? quoted.substring(0, quoted.length() - 1) : text);
    line.hole(hole).text(inQuotes ? "\"" : "");
  }
}
