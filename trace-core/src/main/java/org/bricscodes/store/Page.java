package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a scan. A page may hold fewer rows than asked for and still have a next one (see {@link
 * Limits#MAX_PAGE_BYTES}); only {@code next} tells the end.
 *
 * @param next the {@link Scan#after} of the next page, or null when the range is exhausted
 */
@SuppressWarnings("ArrayRecordComponent") // a result object, never compared
public record Page(List<Row> rows, byte @Nullable [] next) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public Page(List<Row> rows, byte @Nullable [] next) {
    this.rows = List.copyOf(rows);
    this.next = next;
  }

  /** One row; the arrays belong to the receiver. */
  public record Row(byte[] sort, byte[] value) {}
}
