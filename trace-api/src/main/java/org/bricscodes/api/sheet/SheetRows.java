package org.bricscodes.api.sheet;

import java.io.Closeable;
import java.io.IOException;
import org.bricscodes.api.split.UnusableFile;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet, one after the other. */
interface SheetRows extends Closeable {

  /** Rows of a sheet at most: what spreadsheet programs hold. */
  int MAX_ROWS = 1_048_576;

  /** Columns at most. */
  int MAX_COLUMNS = 500;

  /** Characters of a cell at most: what spreadsheet programs hold. */
  int MAX_CELL = 32_767;

  /** What the sheet is called. */
  String sheet();

  /** The next row, blank ones included; null at the end. */
  @Nullable SheetRow next() throws IOException, UnusableFile;

  /** Opens CSV, or XLSX by its first bytes. */
  static SheetRows open(SheetFile file) throws IOException, UnusableFile {
    return switch (file.format()) {
      case CSV -> CsvRows.open(file.source());
      case XLSX -> XlsxRows.open(file.path());
    };
  }
}
