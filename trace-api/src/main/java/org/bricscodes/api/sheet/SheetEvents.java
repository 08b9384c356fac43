package org.bricscodes.api.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bricscodes.api.split.UnusableFile;
import org.jspecify.annotations.Nullable;

/** The events of a sheet, one after the other: a row each, or the rows with one key. */
final class SheetEvents implements Closeable {

  private final SheetRows rows;
  private final SheetHeader header;
  private final int keyColumn;
  private final Set<String> keys = new HashSet<>();
  private @Nullable SheetRow ahead;

  private SheetEvents(SheetRows rows, SheetHeader header) {
    this.rows = rows;
    this.header = header;
    this.keyColumn =
        header.columns().entrySet().stream()
            .filter(
                each ->
                    each.getValue() instanceof Column.Standard(Field field) && field == Field.EVENT)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(-1);
  }

  static SheetEvents open(SheetFile file) throws IOException, UnusableFile {
    SheetRows rows = SheetRows.open(file);
    try {
      SheetEvents events = new SheetEvents(rows, SheetHeader.read(rows));
      events.ahead = events.row();
      return events;
    } catch (UnusableFile | IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  Map<String, String> namespaces() {
    return header.namespaces();
  }

  /** The next event; null at the end. */
  @Nullable SheetEvent next() throws IOException, UnusableFile {
    SheetRow first = ahead;
    if (first == null) {
      return null;
    }
    EventBuilder event = new EventBuilder(rows.sheet(), header, first.number());
    String key = key(first);
    if (!key.isEmpty() && !keys.add(key)) {
      event.keyUsedBefore(key);
    }
    SheetRow row = first;
    do {
      event.add(row);
      row = row();
    } while (row != null && !key.isEmpty() && key.equals(key(row)));
    ahead = row;
    return event.build();
  }

  /** The next row that holds something. */
  private @Nullable SheetRow row() throws IOException, UnusableFile {
    SheetRow row = rows.next();
    while (row != null && (row.isBlank() || row.isNote())) {
      row = rows.next();
    }
    return row;
  }

  private String key(SheetRow row) {
    return keyColumn < 0 ? "" : row.cell(keyColumn).text();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
