package org.bricscodes.moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.store.Limits;

/**
 * The small files of a data directory that move with it: who cosigns the log and what was cosigned,
 * what is remembered of other logs, the published list of company prefixes. Secrets are not among
 * them, and neither is what holds secrets.
 */
final class CarriedFiles {

  /** What may be read from, and written to, below a data directory; no other path ever is. */
  private static final Pattern PATH =
      Pattern.compile(
          "witnesses\\.policy|company-prefixes\\.(json|xml)|log/cosigned"
              + "|witness/[A-Za-z0-9_][A-Za-z0-9_.-]{0,150}"
              + "(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,150}){0,3}");

  private CarriedFiles() {}

  /** Those that are there, in the order of their paths. */
  static List<MovedRow> of(Path root) throws IOException {
    List<MovedRow> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root, 5)) {
      List<Path> found =
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> isCarried(path(root, file)))
              .sorted()
              .toList();
      for (Path file : found) {
        if (Files.size(file) > Limits.MAX_VALUE) {
          throw new MovingException(
              MovingException.Reason.CONFLICT, file + " has more than 16 MiB and is not carried");
        }
        byte[] name = path(root, file).getBytes(StandardCharsets.UTF_8);
        files.add(new MovedRow(name, new byte[0], Files.readAllBytes(file)));
      }
    }
    return files;
  }

  /** Whether this is a path of such a file, and so stays below the data directory. */
  static boolean isCarried(String path) {
    return PATH.matcher(path).matches() && !path.contains("..") && !path.endsWith(".tmp");
  }

  /** Puts one where it belongs. */
  static void write(Path root, MovedRow file, Disk disk) throws IOException {
    String path = new String(file.partition(), StandardCharsets.UTF_8);
    if (!isCarried(path)) {
      throw new MovingException(
          MovingException.Reason.UNUSABLE,
          "the export holds a file for '" + printable(path) + "', where none is carried");
    }
    Path target = root.resolve(path);
    disk.createDirectories(target.resolveSibling(""));
    disk.replace(target, file.value());
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String path(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
