package org.bricscodes.store;

/** Bounds every engine keeps, so that none depends on another's generosity. */
public final class Limits {

  /** Bytes of a partition or sort key. */
  public static final int MAX_KEY = 1024;

  /** Bytes of a value. */
  public static final int MAX_VALUE = 16 << 20;

  /** Keys of one {@link Store#getAll}. */
  public static final int MAX_BATCH = 10_000;

  /** Rows of one {@link Page}. */
  public static final int MAX_PAGE = 10_000;

  private Limits() {}
}
