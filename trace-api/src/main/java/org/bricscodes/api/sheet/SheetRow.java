package org.bricscodes.api.sheet;

import java.util.List;

/**
 * A row.
 *
 * @param number as spreadsheets count, from 1
 * @param cells from the first column on; may be shorter than others
 */
record SheetRow(int number, List<SheetCell> cells) {

  SheetRow {
    cells = List.copyOf(cells);
  }

  SheetCell cell(int column) {
    return column < cells.size() ? cells.get(column) : SheetCell.Text.EMPTY;
  }

  boolean isBlank() {
    return cells.stream().allMatch(SheetCell::isEmpty);
  }

  /** A note to the reader. */
  boolean isNote() {
    return cell(0) instanceof SheetCell.Text(String value) && value.startsWith("#");
  }
}
