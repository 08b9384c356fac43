package org.bricscodes.moving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code exporting} in a data directory: an export of it was begun and is not finished,
 * and nothing has been written to it since. Whatever opens the directory to write removes the file
 * first, so that an export is never half of one moment and half of another.
 */
public final class Moment {

  private static final String FILE = "exporting";

  private Moment() {}

  /**
   * Says that the directory is about to change: an export that is under way cannot be gone on with.
   * Call it with the store open, before the first write.
   */
  public static void pass(Path data) {
    try {
      new Disk().remove(data.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + data.resolve(FILE), e);
    }
  }

  /** The export that may go on. */
  static Optional<String> current(Path data) throws IOException {
    Path file = data.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  static void begin(Path data, ExportId export, Disk disk) throws IOException {
    disk.replace(data.resolve(FILE), (export + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void end(Path data, Disk disk) throws IOException {
    disk.remove(data.resolve(FILE));
  }
}
