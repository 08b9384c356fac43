package org.bricscodes.api;

import org.bricscodes.tlog.TransparencyLog;

/** A log of a node that this process has. Nothing here blocks; any thread. */
interface HeldLog {

  String name();

  /** The number of its writer, 1 or more. */
  int number();

  TransparencyLog log();

  /** Whether the copy here holds what was in the log when it was opened here. */
  boolean isWhole();

  /** What it takes events with. */
  Capturing capturing();

  /** What to ask where requests belong. */
  Desk desk();
}
