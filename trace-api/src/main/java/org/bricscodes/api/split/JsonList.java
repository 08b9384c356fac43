package org.bricscodes.api.split;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Where the list of events of a document is (EPCIS 2.0 §9.3): of one, or of query results. */
final class JsonList {

  /** Told of members that are passed over at the root. */
  @FunctionalInterface
  interface Seen {
    /**
     * @param from position of its name's quotation mark; the parser stands at the end of its value
     */
    void member(String name, long from) throws IOException;
  }

  private int level;

  /** Moves a parser that has not begun to the list's opening bracket; false if there is none. */
  static boolean find(JsonParser parser) throws IOException {
    return parser.nextToken() == JsonToken.START_OBJECT
        && new JsonList().next(parser, (name, from) -> {});
  }

  /**
   * Moves on to the next list, from within the root object or from the closing bracket of a list.
   *
   * @return false at the end of the root object
   */
  boolean next(JsonParser parser, Seen seen) throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token == JsonToken.END_OBJECT) {
        if (level-- == 0) {
          return false;
        }
        continue;
      }
      long from = parser.currentTokenLocation().getByteOffset();
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && leadsOn(name)) {
        level++;
      } else if (value == JsonToken.START_ARRAY && isList(name)) {
        return true;
      } else {
        parser.skipChildren();
        parser.finishToken();
        if (level == 0) {
          seen.member(name, from);
        }
      }
    }
  }

  private boolean leadsOn(String name) {
    return switch (level) {
      case 0 -> name.equals("epcisBody");
      case 1 -> name.equals("queryResults");
      case 2 -> name.equals("resultsBody");
      default -> false;
    };
  }

  private boolean isList(String name) {
    return name.equals("eventList") && (level == 1 || level == 3);
  }
}
