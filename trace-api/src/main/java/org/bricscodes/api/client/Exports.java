package org.bricscodes.api.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Whole answers for an auditor's own tools, streamed: what is recorded when an export begins. */
public final class Exports {

  private final Wire wire;

  Exports(Wire wire) {
    this.wire = wire;
  }

  /** How an export is written. */
  public enum Format {
    /** One JSON object a line. */
    NDJSON("events.ndjson"),
    /** Comma-separated values under a heading. */
    CSV("events.csv"),
    /** Apache Parquet. */
    PARQUET("events.parquet"),
    /** One JSON file that proves itself. */
    PROOF("events.proof.json");

    private final String segment;

    Format(String segment) {
      this.segment = segment;
    }
  }

  /**
   * Writes an export to a stream, on another thread.
   *
   * @throws ApiFailure.Unreachable if it broke off; what was written is then not whole
   * @throws java.io.UncheckedIOException if the stream fails
   */
  public void write(
      Format format, EventFilter filter, OutputStream sink, DownloadProgress progress) {
    wire.download(filter.apply("/export/" + format.segment), sink, progress);
  }

  /**
   * Writes an export to a file, which takes its name when it is whole.
   *
   * @throws ApiFailure.Unreachable if it broke off; nothing is left then
   */
  public void save(Format format, EventFilter filter, Path file, DownloadProgress progress)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        write(format, filter, out, progress);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
