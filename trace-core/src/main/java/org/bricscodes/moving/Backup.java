package org.bricscodes.moving;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bricscodes.tlog.NoteException;
import org.bricscodes.tlog.SignedNote;

/**
 * One backup: a folder named for its moment, with {@code store/}, {@code log/}, and the file {@code
 * backup}, which is written last and says what it is.
 *
 * @param made when it was begun
 * @param checkpoint what the log had signed then; the store has every event of it, and may have
 *     more
 * @param rows of the store, as read back
 */
public record Backup(Instant made, SignedNote checkpoint, long rows) {

  static final String FILE = "backup";

  private static final String VERSION = "bricscodes.org/backup@v1";

  /** The name of its folder: its moment without colons, which some file systems do not take. */
  public String name() {
    return made.toString().replace(":", "").replace("-", "");
  }

  String text() {
    return VERSION + "\n" + made.toEpochMilli() + "\n" + rows + "\n" + checkpoint;
  }

  /** The inverse of {@link #text}; empty if it is anything else. */
  static Optional<Backup> parse(String text) {
    List<String> parts = List.of(text.split("\n", 4));
    try {
      return parts.size() == 4 && parts.get(0).equals(VERSION)
          ? Optional.of(
              new Backup(
                  Instant.ofEpochMilli(Long.parseLong(parts.get(1))),
                  SignedNote.parse(parts.get(3)),
                  Long.parseLong(parts.get(2))))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException | NoteException e) {
      return Optional.empty();
    }
  }
}
