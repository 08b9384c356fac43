package org.bricscodes.store.rocksdb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * That a store's changes can be read again in the order they were made, as somebody does who keeps
 * them elsewhere. RocksDB's log files then stay for a while after it needs them no more, and each
 * batch in them says when it was written.
 *
 * @param kept how long a log file stays; a second or more
 * @param keptBytes the oldest go earlier when they are more than this, 1 MiB or more
 * @param clock for the time of each batch
 * @param random names the history that the changes belong to
 */
public record ChangeLog(
    Duration kept, long keptBytes, InstantSource clock, RandomGenerator random) {

  public ChangeLog {
    if (kept.toSeconds() < 1 || keptBytes < 1 << 20) {
      throw new IllegalArgumentException("log files stay for a second and 1 MiB, or more");
    }
  }
}
