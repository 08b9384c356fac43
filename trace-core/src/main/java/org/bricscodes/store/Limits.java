package org.bricscodes.store;

/** Bounds every engine keeps, so that none depends on another's generosity. */
public final class Limits {

  /** Bytes of a partition or sort key. */
  public static final int MAX_KEY = 1024;

  /** Bytes of a value. */
  public static final int MAX_VALUE = 16 << 20;

  /** Keys of one {@link Store#getAll}. */
  public static final int MAX_BATCH = 10_000;

  /** Scans of one {@link Store#scanAll}. */
  public static final int MAX_SCANS = 100;

  /** Rows of one {@link Page}. */
  public static final int MAX_PAGE = 10_000;

  /** A {@link Page} ends early with the row that takes its values to this many bytes. */
  public static final int MAX_PAGE_BYTES = 16 << 20;

  /** Rows of one {@link Store#write} or {@link Store#compareAndSet}. */
  public static final int MAX_WRITES = 50_000;

  /** Bytes of keys and values of one {@link Store#write} or {@link Store#compareAndSet}. */
  public static final int MAX_WRITE_BYTES = 64 << 20;

  /**
   * Bytes of the keys of one call's rows that share a table and a partition, each with its
   * partition and sort key: they appear together, so a cluster has to take them as one.
   */
  public static final int MAX_PARTITION_KEYS = 8 << 20;

  private Limits() {}
}
