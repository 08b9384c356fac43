package org.bricscodes.api.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Look-ups of codes as they were recorded, for an auditor. */
public final class RecordedScans {

  private final Wire wire;

  RecordedScans(Wire wire) {
    this.wire = wire;
  }

  /**
   * Writes every visit that is kept, one JSON object a line.
   *
   * @throws ApiFailure.Unreachable if it broke off; what was written is then not whole
   * @throws java.io.UncheckedIOException if the stream fails
   */
  public void write(OutputStream sink, DownloadProgress progress) {
    wire.download(Call.get("/scans/export.ndjson"), sink, progress);
  }

  /**
   * Writes them to a file, which takes its name when it is whole.
   *
   * @throws ApiFailure.Unreachable if it broke off; nothing is left then
   */
  public void save(Path file, DownloadProgress progress) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        write(out, progress);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
