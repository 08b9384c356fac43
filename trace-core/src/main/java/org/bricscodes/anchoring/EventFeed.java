package org.bricscodes.anchoring;

import org.bricscodes.ledger.EventRecord;

/**
 * The entries of our log as they are carried to a ledger one by one. Any thread; a call blocks for
 * one read.
 */
public interface EventFeed {

  /** Entries under the newest signed checkpoint; never falls. */
  long size();

  /**
   * The entry at {@code index}, below {@link #size()}.
   *
   * @throws java.io.UncheckedIOException if it cannot be read just now; it is asked for again
   */
  EventRecord record(long index);
}
