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

  private static final String VERSION = "bricscodes.org/backup@v2";

  /** As it was before there were points. */
  private static final String VERSION_1 = "bricscodes.org/backup@v1";

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
    try {
      if (text.startsWith(VERSION_1 + "\n")) {
        List<String> parts = List.of(text.split("\n", 4));
        return parts.size() == 4
            ? Optional.of(of(parts.get(1), parts.get(2), "-", parts.get(3)))
            : Optional.empty();
      }
      List<String> parts = List.of(text.split("\n", 5));
      return parts.size() == 5 && parts.get(0).equals(VERSION)
          ? Optional.of(of(parts.get(1), parts.get(2), parts.get(3), parts.get(4)))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException | NoteException e) {
      return Optional.empty();
    }
  }

  private static Backup of(String made, String rows, String point, String note) {
    return new Backup(
        Instant.ofEpochMilli(Long.parseLong(made)),
        SignedNote.parse(note),
        Long.parseLong(rows),
        point(point));
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
