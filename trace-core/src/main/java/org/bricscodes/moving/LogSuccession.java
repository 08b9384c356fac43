package org.bricscodes.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends the log of a restored directory that lost entries for good, so that the next start begins
 * another with every event there is. Nothing is deleted: the log, its key and its ledgers go aside
 * under names with {@code -ended-N}.
 *
 * <p><b>Crashes.</b> First the mark that keeps the directory from being served says which N it is;
 * then each part is renamed; then the decision is noted and the mark removed. Until then the same
 * command goes on where it was.
 */
public final class LogSuccession {

  private static final String ENDED = "-ended-";

  /** What is the log's, in the order it is put aside: with its key gone nothing can be signed. */
  private static final List<String> PARTS = List.of("keys/log.key", "log", "ledgers");

  private LogSuccession() {}

  /**
   * What a log was when it ended.
   *
   * @param log its origin, size and root, as they were noted
   * @param aside where its key, files and ledgers are now
   */
  public record Ended(String log, List<Path> aside) {
    public Ended {
      aside = List.copyOf(aside);
    }
  }

  /**
   * Ends the log.
   *
   * @param data a restored directory that nobody has open
   * @param known origin, size and root of the log; asked while it is still there, before anything
   *     changes
   * @throws MovingException {@code CONFLICT} if the directory does not wait for a decision; {@code
   *     DISK}
   */
  public static Ended run(Path data, Supplier<String> known) {
    try {
      Disk disk = new Disk();
      RestoredMark.Ending ending = RestoredMark.ending(data).orElse(null);
      if (ending == null) {
        RestoredMark.requireWaiting(data);
        ending = new RestoredMark.Ending(free(data), known.get());
        RestoredMark.write(data, ending, disk);
      }
      int number = ending.number();
      List<Path> names = PARTS.stream().map(part -> aside(data.resolve(part), number)).toList();
      for (int i = 0; i < names.size(); i++) {
        Path part = data.resolve(PARTS.get(i));
        if (Files.exists(part) && !Files.exists(names.get(i))) {
          disk.move(part, names.get(i));
          disk.force(part.resolveSibling("."));
        }
      }
      RestoredMark.decided(data, "ended for good: " + ending.log() + "; another log follows");
      return new Ended(ending.log(), names.stream().filter(Files::exists).toList());
    } catch (IOException e) {
      throw new MovingException(
          MovingException.Reason.DISK, "the log is half put aside; run it again", e);
    }
  }

  private static int free(Path data) {
    int number = 1;
    while (isTaken(data, number)) {
      number++;
    }
    return number;
  }

  private static boolean isTaken(Path data, int number) {
    return PARTS.stream().anyMatch(part -> Files.exists(aside(data.resolve(part), number)));
  }

  /** {@code log.key} goes to {@code log-ended-1.key}. */
  private static Path aside(Path part, int number) {
    String name = String.valueOf(part.getFileName());
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return part.resolveSibling(stem + ENDED + number + name.substring(stem.length()));
  }
}
