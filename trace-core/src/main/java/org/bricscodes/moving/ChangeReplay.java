package org.bricscodes.moving;

import java.nio.file.Path;
import java.util.Iterator;

/** What an engine brings to moments between two backups. */
@FunctionalInterface
public interface ChangeReplay {

  /**
   * Brings a copy of a store forward. After a crash it is run again with the same.
   *
   * @param store a copy that nobody has open
   * @param copied the newest change it was made with
   * @param changes those behind it, in order
   * @return how many batches were applied
   */
  long replay(Path store, long copied, Iterator<ArchivedChange> changes);
}
