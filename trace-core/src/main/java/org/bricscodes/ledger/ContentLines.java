package org.bricscodes.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a content that is text: a first line that names its kind, then one item a line. */
final class ContentLines {

  static final int MAX_BYTES = 4 << 10;

  /** Kinds that are told by their first line; an anchor's is the origin of its log. */
  enum Kind {
    EVENT("bricscodes.org/event-record@v1"),
    PLEDGE("bricscodes.org/pledge-change@v1"),
    FILLER("bricscodes.org/filler@v1"),
    OTHER("");

    private final String firstLine;

    Kind(String firstLine) {
      this.firstLine = firstLine;
    }
  }

  private final String[] lines;

  private ContentLines(String[] lines) {
    this.lines = lines;
  }

  static Kind kind(byte[] bytes) {
    for (Kind kind : Kind.values()) {
      byte[] head = (kind.firstLine + "\n").getBytes(StandardCharsets.US_ASCII);
      if (bytes.length >= head.length
          && Arrays.equals(head, 0, head.length, bytes, 0, head.length)) {
        return kind;
      }
    }
    return Kind.OTHER;
  }

  static byte[] bytes(Kind kind, Object... items) {
    StringBuilder text = new StringBuilder(kind.firstLine).append('\n');
    for (Object item : items) {
      text.append(item).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Exactly {@code count} items after the first line, each ended by a newline. */
  static ContentLines of(Kind kind, byte[] bytes, int count) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a content of this kind takes 4096 bytes at most");
    }
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", count + 2);
    if (lines.length != count + 2 || !lines[0].equals(kind.firstLine)) {
      throw new IllegalArgumentException(
          "'" + kind.firstLine + "' is followed by " + count + " lines");
    }
    if (!lines[count + 1].isEmpty()) {
      throw new IllegalArgumentException("nothing follows the last line of a content");
    }
    return new ContentLines(lines);
  }

  /** Item {@code n}, from 1. */
  String item(int n) {
    return lines[n];
  }

  /** Item {@code n} as a number that is not negative, in its one decimal form. */
  long number(int n) {
    if (!lines[n].matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("line " + (n + 1) + " is a decimal number");
    }
    return Long.parseLong(lines[n]);
  }
}
