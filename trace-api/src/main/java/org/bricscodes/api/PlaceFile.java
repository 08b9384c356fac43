package org.bricscodes.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.bricscodes.scans.PlaceTable;
import org.bricscodes.scans.ScanFileException;
import org.jspecify.annotations.Nullable;

/**
 * The operator's table of places, read again when its file changed; a faulty one changes nothing.
 */
final class PlaceFile {

  private static final System.Logger LOG = System.getLogger(PlaceFile.class.getName());

  private final @Nullable Path file;
  private final double degrees;
  private volatile PlaceTable table = PlaceTable.NONE;
  private @Nullable FileTime read;

  /**
   * @throws IllegalStateException if the file cannot be used, with its faults
   */
  PlaceFile(@Nullable Path file, double degrees) {
    this.file = file;
    this.degrees = degrees;
    if (file != null) {
      try {
        load(file);
      } catch (IOException | ScanFileException e) {
        throw new IllegalStateException(file + " is no table of places: " + e.getMessage(), e);
      }
    }
  }

  PlaceTable table() {
    return table;
  }

  /** One thread at a time. */
  void reload() {
    if (file == null) {
      return;
    }
    try {
      if (!Files.getLastModifiedTime(file).equals(read)) {
        load(file);
        LOG.log(System.Logger.Level.INFO, "table of places read again: {0} networks", table.size());
      }
    } catch (IOException | ScanFileException e) {
      LOG.log(System.Logger.Level.WARNING, "table of places kept as it was: " + e.getMessage());
    }
  }

  private void load(Path from) throws IOException, ScanFileException {
    read = Files.getLastModifiedTime(from);
    try (BufferedReader lines = Files.newBufferedReader(from, StandardCharsets.UTF_8)) {
      table = PlaceTable.read(lines, degrees);
    }
  }
}
