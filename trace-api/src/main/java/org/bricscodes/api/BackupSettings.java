package org.bricscodes.api;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The file {@code backups.properties} of a data directory: where backups may be written, which
 * nobody can say over the network. Without it none are taken.
 *
 * @param folder taken from the data directory if it is relative; best on another disk
 * @param keep how many stay
 * @param changes how often what was written since is copied beside them; empty: it is not
 */
record BackupSettings(Path folder, int keep, Optional<Duration> changes) {

  static final String FILE = "backups.properties";

  private static final int MAX_KEEP = 10_000;
  private static final int MAX_SECONDS = 3_600;

  /**
   * Reads the file, if there is one.
   *
   * @throws IllegalStateException naming the file and every fault in it
   */
  static Optional<BackupSettings> read(Path data) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties given = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      given.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException("cannot read " + file, e));
    }
    List<String> faults = new ArrayList<>();
    String folder = given.getProperty("folder", "").strip();
    if (folder.isEmpty()) {
      faults.add("'folder' is missing: where backups go");
    }
    String keep = given.getProperty("keep", "7").strip();
    boolean counts = keep.matches("[1-9][0-9]{0,4}") && Integer.parseInt(keep) <= MAX_KEEP;
    if (!counts) {
      faults.add("'keep' must be 1 to 10000, found " + keep);
    }
    String every = given.getProperty("changes", "").strip();
    boolean often =
        every.isEmpty()
            || (every.matches("[1-9][0-9]{0,3}") && Integer.parseInt(every) <= MAX_SECONDS);
    if (!often) {
      faults.add("'changes' must be 1 to 3600, in seconds, found " + every);
    }
    for (String name : given.stringPropertyNames()) {
      if (!List.of("folder", "keep", "changes").contains(name)) {
        faults.add("'" + name + "' is no setting: there are folder, keep and changes");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(file + ": " + String.join("; ", faults));
    }
    return Optional.of(
        new BackupSettings(
            data.toAbsolutePath().resolve(folder).normalize(),
            Integer.parseInt(keep),
            every.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Integer.parseInt(every)))));
  }
}
