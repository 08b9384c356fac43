package org.bricscodes.moving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogException;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TransparencyLog;

/**
 * The file {@code restored} in a data directory that was put back to an older state. The log's key
 * may have signed more than is there, and signing something else at those places would fork the
 * log, so nothing is served or signed until an operator has said what was published last.
 */
public final class RestoredMark {

  private static final String FILE = "restored";
  private static final String DECISIONS = "decisions";
  private static final String WHOLE = "whole";
  private static final String PART = "part";
  private static final String ENDING = "ending";

  private RestoredMark() {}

  static void write(Path data, Backup backup, boolean whole, Disk disk) throws IOException {
    String text = (whole ? WHOLE : PART) + "\n" + backup.text();
    disk.replace(data.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * That the log is being put aside for another.
   *
   * @param number of its names
   * @param log origin, size and root
   */
  record Ending(int number, String log) {}

  static void write(Path data, Ending ending, Disk disk) throws IOException {
    String text = ENDING + "\n" + ending.number() + "\n" + ending.log() + "\n";
    disk.replace(data.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is under way; empty if nothing is. */
  static Optional<Ending> ending(Path data) {
    return read(data)
        .map(text -> List.of(text.split("\n")))
        .filter(lines -> lines.size() == 3 && lines.getFirst().equals(ENDING))
        .map(lines -> new Ending(Integer.parseInt(lines.get(1)), lines.get(2)));
  }

  /**
   * Refuses a data directory whose restoring nobody has decided on.
   *
   * @throws MovingException {@code CONFLICT}, saying what to do
   */
  public static void requireNone(Path data) {
    Optional<String> mark = read(data);
    if (mark.isEmpty()) {
      return;
    }
    if (ending(data).isPresent()) {
      throw conflict(data + " is half through ending its log: run trace log succeed again");
    }
    if (!mark.get().startsWith(WHOLE + "\n")) {
      throw conflict(
          data + " is half-restored: empty its store/ and log/, and run trace restore again");
    }
    throw conflict(
        data
            + " was restored from a backup"
            + backup(mark.get())
                .map(
                    backup ->
                        " of "
                            + backup.made()
                            + ", when the log had "
                            + Checkpoint.parse(backup.checkpoint().text()).size()
                            + " entries")
                .orElse("")
            + ". Its log may be older than what was published, and going on would fork it. Say what"
            + " was published last: trace log resume --data "
            + data
            + " --published FILE|URL");
  }

  /**
   * Takes the mark away, because the restored log holds everything that was published.
   *
   * @param log the restored one, open
   * @param published the newest checkpoint known anywhere, verified under the log's key
   * @param said the operator's words, for the record
   * @throws MovingException {@code CONFLICT} if more was published than there is, or something
   *     else: the directory stays as it is
   */
  public static void resolve(
      Path data, TransparencyLog log, SignedCheckpoint published, String said) {
    requireWaiting(data);
    try {
      log.requireExtends(published.checkpoint());
    } catch (LogException e) {
      long lost = published.size() - log.size();
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          lost > 0
              ? "the published log has "
                  + published.size()
                  + " entries, the restored one "
                  + log.size()
                  + ": "
                  + lost
                  + " entries are lost here, and signing others in their places would fork the log."
                  + " Nothing was changed. Restore a newer backup, or bring back the newest copy of"
                  + " store/ and log/ there is; if there is none, trace log succeed ends this log"
                  + " and begins another, as docs/moving.md tells"
              : "the published log and the restored one tell different stories; nothing was"
                  + " changed",
          e);
    }
    try {
      decided(
          data,
          "published last: size " + published.size() + " root " + published.root() + "; " + said);
    } catch (IOException e) {
      throw new MovingException(
          MovingException.Reason.DISK, "the decision could not be written; run it again", e);
    }
  }

  /**
   * Refuses a directory that waits for no decision.
   *
   * @throws MovingException {@code CONFLICT}
   */
  public static void requireWaiting(Path data) {
    if (read(data).filter(text -> text.startsWith(WHOLE + "\n")).isEmpty()) {
      throw conflict(data + " holds nothing that was restored and waits for a decision");
    }
  }

  /** Notes what was decided, then takes the mark away. */
  static void decided(Path data, String what) throws IOException {
    Files.writeString(
        data.resolve(DECISIONS),
        "restored; " + what.replaceAll("\\p{Cntrl}", " ") + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
    new Disk().remove(data.resolve(FILE));
  }

  private static Optional<Backup> backup(String mark) {
    return Backup.parse(mark.substring(mark.indexOf('\n') + 1));
  }

  private static Optional<String> read(Path data) {
    Path file = data.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static MovingException conflict(String message) {
    return new MovingException(MovingException.Reason.CONFLICT, message);
  }
}
