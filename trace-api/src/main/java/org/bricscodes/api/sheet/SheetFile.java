package org.bricscodes.api.sheet;

import java.nio.file.Path;
import org.bricscodes.api.split.Source;

/**
 * A spreadsheet on disk.
 *
 * @param path where it is
 * @param source its bytes, unpacked; those of a CSV file
 */
public record SheetFile(Format format, Path path, Source source) {

  /** How it is written. */
  public enum Format {
    /** RFC 4180, with commas, semicolons or tabs. */
    CSV,
    /** Office Open XML. */
    XLSX
  }
}
