package org.bricscodes.api;

import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.WitnessedLog;

/**
 * The service's log as pages speak of it: what of it everybody is shown, and who vouches for that.
 * Never blocks; any thread.
 */
interface ShownLog {

  /** Entries under the checkpoint that everybody is shown. */
  long published();

  /** Entries under the newest checkpoint known, shown or not. */
  long size();

  /**
   * The checkpoint that the first entries are proven under.
   *
   * @param size {@link #size} or less, and not 0
   */
  SignedCheckpoint covering(long size);

  /** Of the process that writes it. */
  static ShownLog of(WitnessedLog log) {
    return new ShownLog() {
      @Override
      public long published() {
        return log.published().size();
      }

      @Override
      public long size() {
        return log.newest().size();
      }

      @Override
      public SignedCheckpoint covering(long size) {
        return log.covering(size);
      }
    };
  }
}
