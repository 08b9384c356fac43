package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a sweep. A page may hold fewer rows than asked for, even none, and still have a next one;
 * only {@code next} tells the end.
 *
 * @param next the {@link Sweep#after} of the next page, or null behind the table's last row
 */
@SuppressWarnings("ArrayRecordComponent") // a result object, never compared
public record SweepPage(List<Entry> rows, byte @Nullable [] next) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public SweepPage(List<Entry> rows, byte @Nullable [] next) {
    this.rows = List.copyOf(rows);
    this.next = next;
  }

  /** One row; the arrays belong to the receiver. */
  public record Entry(Key key, byte[] value) {}
}
