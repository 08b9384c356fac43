package org.bricscodes.scans;

import java.util.Optional;

/**
 * Where the facts about items come from: whoever issues codes and follows their life. May block;
 * any thread.
 */
@FunctionalInterface
public interface IssuedItems {

  /** What is known now; empty unless we issued the code. */
  Optional<IssuedItem> find(ScanSubject subject);
}
