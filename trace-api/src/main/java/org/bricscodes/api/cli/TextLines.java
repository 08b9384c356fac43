package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a text of any length, none longer than a limit: what has no line ends is refused before
 * it fills the memory. A line ends in LF or CRLF, the last one also where the text ends. One
 * thread.
 */
final class TextLines {

  private final Reader in;
  private final int maxChars;
  private final char[] buffer = new char[8_192];
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int end;
  private int number;

  TextLines(Reader in, int maxChars) {
    this.in = in;
    this.maxChars = maxChars;
  }

  /** Which line was read last, counted from one. */
  int number() {
    return number;
  }

  /**
   * The next line without its end; null at the end of the text.
   *
   * @throws UnusableInput if it is longer than the limit
   */
  @Nullable String next() throws IOException {
    line.setLength(0);
    while (filled()) {
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      append(start);
      if (at < end) {
        at++;
        return text();
      }
    }
    return line.isEmpty() ? null : text();
  }

  private boolean filled() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end;
  }

  private void append(int start) {
    if (line.length() + (at - start) > maxChars) {
      throw new UnusableInput(
          "line %d is longer than %,d characters".formatted(number + 1, maxChars));
    }
    line.append(buffer, start, at - start);
  }

  private String text() {
    number++;
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }
}
