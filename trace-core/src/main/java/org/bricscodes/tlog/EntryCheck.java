package org.bricscodes.tlog;

import java.util.Optional;

/** A caller's own look at every entry during an audit, such as re-deriving its commitment. */
@FunctionalInterface
public interface EntryCheck {

  /** Accepts everything. */
  EntryCheck NONE = (index, entry) -> Optional.empty();

  /** What is wrong with this entry, or empty. Called from several threads, in no order. */
  Optional<String> check(long index, byte[] entry);
}
