package org.bricscodes.api.export;

/** How an export is written. */
public enum ExportFormat {
  /** {@link NdjsonExport}. */
  NDJSON("ndjson", "application/x-ndjson"),
  /** {@link CsvExport}. */
  CSV("csv", "text/csv; charset=utf-8; header=present"),
  /** {@link ParquetExport}. */
  PARQUET("parquet", "application/vnd.apache.parquet");

  private final String suffix;
  private final String mediaType;

  ExportFormat(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  /** How names of such files end, without the dot. */
  public String suffix() {
    return suffix;
  }

  /** What the file is sent as. */
  public String mediaType() {
    return mediaType;
  }

  /** Begins a file. */
  public EventExport begin(ExportSnapshot snapshot) {
    return switch (this) {
      case NDJSON -> new NdjsonExport(snapshot);
      case CSV -> new CsvExport(snapshot);
      case PARQUET -> new ParquetExport(snapshot);
    };
  }
}
