package org.bricscodes.store;

import org.jspecify.annotations.Nullable;

/** What became of a {@link Store#compareAndSet}. */
public sealed interface CasResult {

  /** The writes are durable. */
  record Applied() implements CasResult {}

  /**
   * The row held something else; nothing was written.
   *
   * @param current what it held when the comparison was made, null: no row
   */
  @SuppressWarnings("ArrayRecordComponent") // a result object, never compared
  record Conflict(byte @Nullable [] current) implements CasResult {
    // Spelled out: in an implicit constructor's class file the parameter loses its @Nullable.
    public Conflict(byte @Nullable [] current) {
      this.current = current;
    }
  }
}
