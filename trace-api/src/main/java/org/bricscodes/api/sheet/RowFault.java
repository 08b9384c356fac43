package org.bricscodes.api.sheet;

/**
 * One thing wrong in a spreadsheet.
 *
 * @param sheet its name; empty in CSV
 * @param row as spreadsheets count, from 1
 * @param column its heading; empty: the row as a whole
 * @param message what is wrong and what would be right
 */
public record RowFault(String sheet, int row, String column, String message) {

  /** One line for people. */
  @Override
  public String toString() {
    return (sheet.isEmpty() ? "" : "sheet " + sheet + ", ")
        + "row "
        + row
        + (column.isEmpty() ? "" : ", column " + column)
        + ": "
        + message;
  }
}
