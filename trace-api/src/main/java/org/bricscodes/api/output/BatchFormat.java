package org.bricscodes.api.output;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be had of a batch. */
public enum BatchFormat {
  /** {@link Lines} of comma-separated values. */
  CSV("csv", "codes.csv"),
  /** {@link Lines} of JSON. */
  NDJSON("ndjson", "codes.ndjson"),
  /** A {@link SymbolArchive} of PNG images. */
  PNG("png", "symbols.png.zip"),
  /** A {@link SymbolArchive} of SVG documents. */
  SVG("svg", "symbols.svg.zip"),
  /** {@link Labels} on sheets. */
  PDF("pdf", "labels.pdf"),
  /** {@link Labels} for label printers. */
  ZPL("zpl", "labels.zpl");

  private final String word;
  private final String segment;

  BatchFormat(String word, String segment) {
    this.word = word;
    this.segment = segment;
  }

  /** Its name for people, on the command line. */
  public String word() {
    return word;
  }

  /** The last segment of its address, and how files of it are called. */
  public String segment() {
    return segment;
  }

  /**
   * Counts up whenever the bytes for the same batch and options become others; a test knows the
   * hashes of this version's.
   */
  public int version() {
    return 1;
  }

  /** Whether it prints names, in a font. */
  public boolean isLabels() {
    return this == PDF || this == ZPL;
  }

  /** The inverse of {@link #word}. */
  public static Optional<BatchFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** All words, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(BatchFormat::word).collect(Collectors.joining(", "));
  }

  /** The options it takes, in alphabetical order. */
  List<String> options() {
    return switch (this) {
      case CSV -> List.of("base", "columns", "count", "from", "header");
      case NDJSON -> List.of("base", "columns", "count", "from");
      case PNG -> List.of("base", "count", "from", "level", "overprint", "pixels", "symbology");
      case SVG -> List.of("base", "count", "from", "level", "overprint", "symbology");
      case PDF ->
          List.of(
              "base",
              "count",
              "dates",
              "from",
              "grid",
              "language",
              "level",
              "marks",
              "name",
              "overprint",
              "sheet",
              "symbology",
              "use");
      case ZPL ->
          List.of(
              "base",
              "count",
              "dates",
              "dpi",
              "from",
              "label",
              "language",
              "level",
              "name",
              "overprint",
              "symbology",
              "use");
    };
  }

  /** What it is sent as. */
  String mediaType(FileOptions chosen) {
    return switch (this) {
      case CSV -> "text/csv; charset=utf-8; header=" + (chosen.header() ? "present" : "absent");
      case NDJSON -> "application/x-ndjson";
      case PNG, SVG -> "application/zip";
      case PDF -> "application/pdf";
      case ZPL -> "text/plain; charset=us-ascii";
    };
  }
}
