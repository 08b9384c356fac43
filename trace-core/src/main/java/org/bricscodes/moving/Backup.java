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
 * @param point where it stands among the kept changes; empty: none are kept
 */
public record Backup(Instant made, SignedNote checkpoint, long rows, Optional<Point> point) {

  /**
   * A place among changes.
   *
   * @param history 32 hexadecimal digits
   * @param change the newest the store was copied with
   * @param copied when the copy was made: nothing in it is younger
   */
  public record Point(String history, long change, Instant copied) {}

  static final String FILE = "backup";

  private static final String VERSION = "bricscodes.org/backup@v1";

  /** The name of its folder: its moment without colons, which some file systems do not take. */
  public String name() {
    return made.toString().replace(":", "").replace("-", "");
  }

  String text() {
    return VERSION
        + "\n"
        + made.toEpochMilli()
        + "\n"
        + rows
        + "\n"
        + pointText()
        + "\n"
        + checkpoint;
  }

  private String pointText() {
    return point
        .map(each -> each.history() + " " + each.change() + " " + each.copied().toEpochMilli())
        .orElse("-");
  }

  /** The inverse of {@link #text}; empty if it is anything else. */
  static Optional<Backup> parse(String text) {
    List<String> parts = List.of(text.split("\n", 5));
    try {
      return parts.size() == 5 && parts.get(0).equals(VERSION)
          ? Optional.of(
              new Backup(
                  Instant.ofEpochMilli(Long.parseLong(parts.get(1))),
                  SignedNote.parse(parts.get(4)),
                  Long.parseLong(parts.get(2)),
                  point(parts.get(3))))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException | NoteException e) {
      return Optional.empty();
    }
  }

  private static Optional<Point> point(String text) {
    List<String> parts = List.of(text.split(" "));
    return parts.size() == 3
        ? Optional.of(
            new Point(
                parts.get(0),
                Long.parseLong(parts.get(1)),
                Instant.ofEpochMilli(Long.parseLong(parts.get(2)))))
        : Optional.empty();
  }
}
