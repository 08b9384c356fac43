package org.bricscodes.store;

import java.util.regex.Pattern;

/**
 * A named table. Every table a process uses is passed to the engine when it opens.
 *
 * @param name lower-case letters, digits and underscores, at most 40; permanent once data exists
 * @param shape what its rows look like, so that an engine can lay them out well; part of the
 *     table's identity
 */
public record Table(String name, Shape shape) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** How a table is used. */
  public enum Shape {
    /** Small rows, read one at a time. */
    ROWS,
    /** Bodies of 512 bytes and more, written once. */
    BODIES,
    /** Many tiny rows per partition, written once and scanned in order; values are mostly empty. */
    POSTINGS,
    /**
     * Small rows changed by {@link Store#compareAndSet} only; every read of them sees the latest
     * state.
     */
    STATES
  }

  public Table {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("table name must match " + NAME);
    }
  }
}
