package org.bricscodes.api.sheet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.bricscodes.api.split.UnusableFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sheet of an XLSX workbook row by row: the one called events, or the first. Before the
 * workbook is opened {@link XlsxGuard} has unpacked it once and counted.
 */
final class XlsxRows implements SheetRows {

  private static final String SHEET = "events";
  private static final LocalDateTime EPOCH_1900 = LocalDateTime.of(1899, 12, 30, 0, 0);
  private static final LocalDateTime EPOCH_1904 = LocalDateTime.of(1904, 1, 1, 0, 0);
  private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);
  private static final BigDecimal DAY_MILLIS = new BigDecimal(Duration.ofDays(1).toMillis());

  private final ReadableWorkbook workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private final String name;
  private final LocalDateTime epoch;

  private XlsxRows(ReadableWorkbook workbook, Sheet sheet) throws IOException {
    this.workbook = workbook;
    this.stream = sheet.openStream();
    this.rows = stream.iterator();
    this.name = sheet.getName();
    this.epoch = workbook.isDate1904() ? EPOCH_1904 : EPOCH_1900;
  }

  static XlsxRows open(Path path) throws IOException, UnusableFile {
    XlsxGuard.check(path);
    ReadableWorkbook workbook = null;
    try {
      workbook = new ReadableWorkbook(path.toFile());
      Sheet sheet =
          workbook
              .getSheets()
              .filter(each -> each.getName().equalsIgnoreCase(SHEET))
              .findFirst()
              .orElseGet(workbook::getFirstSheet);
      return new XlsxRows(workbook, sheet);
    } catch (ExcelReaderException | IOException e) {
      close(workbook);
      throw broken(e);
    } catch (RuntimeException e) {
      // The reader throws whatever comes to hand on a damaged workbook.
      close(workbook);
      throw broken(e);
    }
  }

  private static void close(@Nullable ReadableWorkbook workbook) throws IOException {
    if (workbook != null) {
      workbook.close();
    }
  }

  private static UnusableFile broken(Exception e) {
    return new UnusableFile("the workbook cannot be read; save it again as .xlsx", e);
  }

  @Override
  public String sheet() {
    return name;
  }

  @Override
  public @Nullable SheetRow next() throws UnusableFile {
    Row row;
    List<SheetCell> cells = new ArrayList<>();
    try {
      if (!rows.hasNext()) {
        return null;
      }
      row = rows.next();
      for (int column = 0; column < row.getCellCount(); column++) {
        if (column == MAX_COLUMNS) {
          throw new UnusableFile("more than " + MAX_COLUMNS + " columns");
        }
        cells.add(cell(row.hasCell(column) ? row.getCell(column) : null));
      }
    } catch (RuntimeException e) {
      throw broken(e);
    }
    return new SheetRow(row.getRowNum(), cells);
  }

  private SheetCell cell(@Nullable Cell cell) {
    if (cell == null) {
      return SheetCell.Text.EMPTY;
    }
    return switch (cell.getType()) {
      case EMPTY -> SheetCell.Text.EMPTY;
      case STRING -> text(cell.asString());
      case BOOLEAN -> text(cell.asBoolean() ? "true" : "false");
      case NUMBER -> number(cell.asNumber());
      case FORMULA ->
          new SheetCell.Flaw("is a formula", "copy the cell and paste its value in its place");
      case ERROR ->
          new SheetCell.Flaw("is an error, " + cell.getRawValue(), "write what should stand there");
    };
  }

  private static SheetCell text(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return text.length() > MAX_CELL
        ? new SheetCell.Flaw("has more than " + MAX_CELL + " characters", "shorten it")
        : new SheetCell.Text(text);
  }

  private SheetCell number(BigDecimal value) {
    if (value.precision() > 40 || Math.abs(value.scale()) > 40) {
      return new SheetCell.Flaw("is too large or too small a number", "write another");
    }
    boolean day = value.signum() > 0 && value.compareTo(LAST_DAY) < 0;
    LocalDateTime date =
        day
            ? epoch.plus(
                Duration.ofMillis(
                    value.multiply(DAY_MILLIS).setScale(0, RoundingMode.HALF_UP).longValueExact()))
            : null;
    return new SheetCell.Numeric(value, date);
  }

  @Override
  public void close() throws IOException {
    stream.close();
    workbook.close();
  }
}
