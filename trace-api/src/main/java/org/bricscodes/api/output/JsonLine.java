package org.bricscodes.api.output;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/** A JSON object on a line (NDJSON): a member per column; what is not known has none. */
final class JsonLine {

  private JsonLine() {}

  static LineTemplate template(CodeFacts facts, List<CodeColumn> columns) {
    LineTemplate line = new LineTemplate().text("{");
    String before = "\"";
    for (CodeColumn column : columns) {
      String text = facts.text(column);
      Hole hole = CodeFacts.hole(column);
      if (hole != Hole.NONE || !text.isEmpty()) {
        line.text(before).text(column.word()).text("\":\"");
        line.text(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
        line.hole(hole).text("\"");
        before = ",\"";
      }
    }
    return line.text("}\n");
  }
}
