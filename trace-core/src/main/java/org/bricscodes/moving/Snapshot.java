package org.bricscodes.moving;

import java.io.IOException;
import java.nio.file.Path;

/** What an engine brings to backups: copies of a store in use, and a check of a copy at rest. */
public interface Snapshot {

  /** Copies everything acknowledged into a folder that is not there yet. */
  void copyTo(Path folder) throws IOException;

  /** Reads every row of a copy, changing nothing; returns how many there are. */
  long verify(Path folder);

  /** The history that its changes belong to; empty: they are not kept. */
  default String history() {
    return "";
  }

  /** The newest change in a copy; asked only where there is a history. */
  default long lastChange(Path folder) {
    return 0;
  }
}
