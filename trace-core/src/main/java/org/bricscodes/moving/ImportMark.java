package org.bricscodes.moving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code importing} in a data directory that is not usable yet: which export it is being
 * filled from, and how many segments of each stream are in.
 */
public final class ImportMark {

  private static final String FILE = "importing";
  private static final String VERSION = "bricscodes.org/import@v1";

  private final Path file;
  private final Disk disk;
  private final ExportId export;
  private final Map<String, Integer> done;

  private ImportMark(Path data, Disk disk, ExportId export, Map<String, Integer> done) {
    this.file = data.resolve(FILE);
    this.disk = disk;
    this.export = export;
    this.done = done;
  }

  /**
   * Refuses a data directory that an import has not finished.
   *
   * @throws MovingException {@code CONFLICT}
   */
  public static void requireNone(Path data) {
    if (Files.exists(data.resolve(FILE))) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          data
              + " is half-filled: an import into it was begun and did not finish. Run the same"
              + " trace import again; it goes on where it was");
    }
  }

  static boolean exists(Path data) {
    return Files.exists(data.resolve(FILE));
  }

  static ImportMark begin(Path data, ExportId export, Disk disk) throws IOException {
    ImportMark mark = new ImportMark(data, disk, export, new TreeMap<>());
    mark.write();
    return mark;
  }

  /** Goes on with the import of {@code export}, and of no other. */
  static ImportMark resume(Path data, ExportId export, Disk disk) throws IOException {
    var lines = Files.readAllLines(data.resolve(FILE), StandardCharsets.UTF_8);
    try {
      if (!lines.getFirst().equals(VERSION)) {
        throw new IllegalArgumentException("unknown first line");
      }
      ExportId begun = new ExportId(lines.get(1));
      if (!begun.equals(export)) {
        throw new MovingException(
            MovingException.Reason.CONFLICT,
            data
                + " is half-filled from export "
                + begun
                + "; go on with that one, or begin in another directory");
      }
      Map<String, Integer> done = new TreeMap<>();
      for (String line : lines.subList(2, lines.size())) {
        int space = line.indexOf(' ');
        done.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
      }
      return new ImportMark(data, disk, export, done);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UncheckedIOException(
          new IOException(data.resolve(FILE) + " cannot be read: begin in another directory", e));
    }
  }

  int done(String stream) {
    return done.getOrDefault(stream, 0);
  }

  void done(String stream, int segments) throws IOException {
    done.put(stream, segments);
    write();
  }

  void end() throws IOException {
    disk.remove(file);
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder(VERSION).append('\n').append(export).append('\n');
    done.forEach(
        (stream, segments) -> text.append(stream).append(' ').append(segments).append('\n'));
    disk.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
