package org.bricscodes.api.export;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.query.EventWalk;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values by RFC 4180: UTF-8, a heading, lines ended by CR LF, a cell in quotation
 * marks where it needs them. Columns are those of {@link EventTable}.
 *
 * <p>What is absent is an empty cell. Times are UTC with {@code Z}. The items of a list are joined
 * by {@code |}, which no URI holds. A quantity is {@code class}, {@code class amount} or {@code
 * class amount unit}, a document, source or destination {@code id} or {@code id type}, with one
 * space between; where a unit has no amount, the amount is empty and both spaces stay.
 *
 * <p>Spreadsheets run cells that look like formulas. Cells whose text came from outside therefore
 * get an apostrophe in front where they begin with {@code = + - @}, a tab, a line break or an
 * apostrophe; take one leading apostrophe off to have the value back.
 */
final class CsvExport implements EventExport {

  private static final String LINE_END = "\r\n";

  private final ExportSnapshot snapshot;

  CsvExport(ExportSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public byte[] head() {
    return (EventTable.COLUMNS.stream().map(Column::name).collect(Collectors.joining(","))
            + LINE_END)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] rows(List<EventWalk.Found> batch) {
    StringBuilder out = new StringBuilder(512 * Math.max(1, batch.size()));
    for (EventWalk.Found found : batch) {
      ExportRow row = ExportRow.of(found, snapshot);
      char before = 0;
      for (Column column : EventTable.COLUMNS) {
        if (before != 0) {
          out.append(before);
        }
        cell(column, row, out);
        before = ',';
      }
      out.append(LINE_END);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] tail() {
    return new byte[0];
  }

  private static void cell(Column column, ExportRow row, StringBuilder out) {
    switch (column) {
      case Column.Whole whole -> out.append(whole.value().applyAsLong(row));
      case Column.Flag flag -> out.append(flag.value().test(row));
      case Column.Time time -> time(time.value().apply(row), out);
      case Column.Coded coded -> quoted(coded.value().apply(row), out);
      case Column.Text text -> guarded(text.value().apply(row), out);
      case Column.Texts texts -> guarded(String.join("|", texts.value().apply(row)), out);
      case Column.Quantities quantities ->
          guarded(
              quantities.value().apply(row).stream()
                  .map(CsvExport::text)
                  .collect(Collectors.joining("|")),
              out);
      case Column.Links links ->
          guarded(
              links.value().apply(row).stream()
                  .map(CsvExport::text)
                  .collect(Collectors.joining("|")),
              out);
    }
  }

  private static void time(@Nullable Instant time, StringBuilder out) {
    if (time != null) {
      out.append(time);
    }
  }

  private static String text(QuantityElement element) {
    String text = element.epcClass().canonical();
    BigDecimal amount = element.quantity();
    if (element.uom() != null) {
      return text + " " + (amount == null ? "" : amount) + " " + element.uom();
    }
    return amount == null ? text : text + " " + amount;
  }

  private static String text(Column.Link link) {
    return link.type() == null ? link.id() : link.id() + " " + link.type();
  }

  private static void guarded(@Nullable String text, StringBuilder out) {
    out.append(CsvCell.guarded(text));
  }

  private static void quoted(@Nullable String text, StringBuilder out) {
    out.append(CsvCell.quoted(text));
  }
}
