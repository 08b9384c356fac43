package org.bricscodes.tlog;

import java.nio.file.Path;

/**
 * Where things are in a log directory. {@code checkpoint} and {@code tile/} are public and
 * immutable apart from the checkpoint itself; the rest is private.
 */
record LogLayout(Path directory) {

  static final String CHECKPOINT = "checkpoint";

  /** Held locked while the log is open for writing. */
  Path lock() {
    return directory.resolve("lock");
  }

  /** The last signed checkpoint: what this log may never contradict. */
  Path head() {
    return directory.resolve("head");
  }

  Path checkpoint() {
    return directory.resolve(CHECKPOINT);
  }

  Path tiles() {
    return directory.resolve("tile");
  }

  Path wal() {
    return directory.resolve("wal");
  }
}
