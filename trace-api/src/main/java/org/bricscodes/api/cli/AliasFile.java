package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.Reader;
import org.bricscodes.api.client.Aliases.ListForm;
import org.jspecify.annotations.Nullable;

/**
 * A list of aliases of any length, cut into parts that a service takes. A record of CSV may run
 * over several lines, which stay together; each part begins with the file's heading.
 */
final class AliasFile {

  /** Records of a part. */
  static final int MAX_RECORDS = 5_000;

  /** Characters of a part, and of a line. */
  private static final int MAX_CHARS = 1 << 20;

  /**
   * One part.
   *
   * @param text what to send
   * @param before how many lines of the file come before the first line that is not the heading
   * @param records how many it holds, empty lines not counted
   * @param headings how many lines of {@code text} are the file's heading again
   */
  record Part(String text, int before, int records, int headings) {

    /** The line of the file that is this line of the part. */
    int lineOfFile(int line) {
      return line <= headings ? line : before + line - headings;
    }
  }

  private final TextLines in;
  private final ListForm form;
  private String heading = "";
  private int headings;
  private int line;
  private boolean begun;

  AliasFile(Reader in, ListForm form) {
    this.in = new TextLines(in, MAX_CHARS);
    this.form = form;
  }

  /**
   * The next part; null when there are no more. There is one at least, so that of a file with
   * nothing in it the service says what it should hold.
   */
  @Nullable Part next() throws IOException {
    if (!begun) {
      heading();
    }
    int before = line;
    StringBuilder text = new StringBuilder(heading);
    int records = 0;
    while (records < MAX_RECORDS && text.length() < MAX_CHARS) {
      String record = record();
      if (record == null) {
        break;
      }
      text.append(record);
      records += record.isBlank() ? 0 : 1;
    }
    if (begun && records == 0) {
      return null;
    }
    begun = true;
    return new Part(text.toString(), before, records, headings);
  }

  private void heading() throws IOException {
    if (form != ListForm.CSV) {
      return;
    }
    String record = record();
    while (record != null && record.replace("\uFEFF", "").isBlank()) {
      record = record();
    }
    heading = record == null ? "" : record;
    headings = (int) heading.lines().count();
  }

  /** The next record with its line ends; null at the end of the file. */
  private @Nullable String record() throws IOException {
    StringBuilder record = new StringBuilder();
    boolean open = false;
    do {
      String next = in.next();
      if (next == null) {
        return record.isEmpty() ? null : record.toString();
      }
      line++;
      record.append(next).append('\n');
      if (record.length() > MAX_CHARS) {
        throw new UnusableInput(
            "line " + line + " ends no record: 1,048,576 characters are too many");
      }
      open ^= form == ListForm.CSV && next.chars().filter(c -> c == '"').count() % 2 == 1;
    } while (open);
    return record.toString();
  }
}
