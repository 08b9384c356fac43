package org.bricscodes.codes;

import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Checks the codes of a list as {@link CodeBook} does one: a batch is read when its first code
 * comes, and not again, so a list costs as many reads as it has batches, not codes. For one list
 * and one thread.
 */
public final class CodeChecks {

  private final CodeBook book;
  private final Allocations known;

  CodeChecks(CodeBook book, Allocations allocations) {
    this.book = book;
    this.known = new KnownAllocations(allocations);
  }

  /** As {@link CodeBook#check(Gtin, String)}. */
  public CodeCheck check(Gtin gtin, String serial) {
    return check(gtin, null, serial);
  }

  /** As {@link CodeBook#check(Gtin, String, String)}. */
  public CodeCheck check(Gtin gtin, @Nullable String lot, String serial) {
    return book.check(gtin, lot, serial, known);
  }
}
