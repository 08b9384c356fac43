package org.bricscodes.tlog;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * The last checkpoint this log signed and when, as kept in the private file {@code head}:
 *
 * <pre>{@code
 * bricscodes.org/log-head/v1
 * time <milliseconds since 1970>
 *
 * <the signed note>
 * }</pre>
 */
record LogHead(Instant time, SignedNote note) {

  private static final String MAGIC = "bricscodes.org/log-head/v1";
  private static final String TIME = "time ";

  /** The inverse of {@link #bytes}, or {@link IllegalArgumentException} or a note exception. */
  static LogHead parse(byte[] bytes) {
    String[] parts = StrictText.utf8(bytes).split("\n", 4);
    if (parts.length != 4
        || !parts[0].equals(MAGIC)
        || !parts[1].startsWith(TIME)
        || !parts[2].isEmpty()) {
      throw new IllegalArgumentException("a log head is a title, a time, a blank line and a note");
    }
    long millis = StrictText.decimal(parts[1].substring(TIME.length()));
    try {
      return new LogHead(Instant.ofEpochMilli(millis), SignedNote.parse(parts[3]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a log head's time is in milliseconds", e);
    }
  }

  byte[] bytes() {
    return StrictText.utf8(MAGIC + "\n" + TIME + time.toEpochMilli() + "\n\n" + note);
  }
}
