package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a scan.
 *
 * @param next the {@link Scan#after} of the next page, or null when the range is exhausted
 */
@SuppressWarnings("ArrayRecordComponent") // a result object, never compared
public record Page(List<Row> rows, byte @Nullable [] next) {

  /** One row; the arrays belong to the receiver. */
  public record Row(byte[] sort, byte[] value) {}
}
