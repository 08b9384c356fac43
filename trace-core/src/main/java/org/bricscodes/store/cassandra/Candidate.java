package org.bricscodes.store.cassandra;

import org.jspecify.annotations.Nullable;

/**
 * A process that would own a {@link Part} of a keyspace, as it shows itself to the others. Its
 * methods are called by the thread that opens the store.
 */
public interface Candidate {

  /** One that knows of no others: what somebody has is refused. */
  Candidate ALONE =
      new Candidate() {
        @Override
        public String address() {
          return "";
        }

        @Override
        public String mark(String known) {
          return known;
        }

        @Override
        public boolean waits(@Nullable String owner) {
          return false;
        }
      };

  /** How other processes reach this one while it owns the part; empty: they do not. */
  String address();

  /**
   * What every owner of the keyspace must have in common, such as a digest of its keys.
   *
   * @param known what the last owner said; for a log, what the last owner of the service said, if
   *     it said anything; empty at first
   * @return what stands there from now on
   * @throws RuntimeException if this process must not own the keyspace
   */
  String mark(String known);

  /**
   * Told again and again while another process has the part.
   *
   * @param owner its address, empty if it has none; null if nodes did not answer who it is
   * @return whether to go on waiting until it ends; otherwise opening is refused
   */
  boolean waits(@Nullable String owner);

  /**
   * Whether it wants the part back from one that keeps it in the meantime: while it lines up, the
   * owner is {@linkplain CassandraStore#wanted() told}. Asked while another process has the part
   * and this one waits; no, if not said otherwise.
   */
  default boolean wants() {
    return false;
  }
}
