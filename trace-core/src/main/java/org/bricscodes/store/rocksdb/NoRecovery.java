package org.bricscodes.store.rocksdb;

import org.rocksdb.AbstractEventListener;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.Status;

/**
 * Keeps RocksDB from going on by itself after a failed write, as it would when a full disk has room
 * again. It would write out its families one after the other, each then done with the log that has
 * the failed batch in it; a crash in between, and the next start would give that batch to the
 * families not yet written out and to no other: an event in half of its tables. So nothing is
 * written any more, and the next start finds the batch in the log, for all families, or for none.
 */
final class NoRecovery extends AbstractEventListener {

  NoRecovery() {
    super(EnabledEventCallback.ON_ERROR_RECOVERY_BEGIN);
  }

  @Override
  public boolean onErrorRecoveryBegin(BackgroundErrorReason reason, Status error) {
    return false;
  }
}
