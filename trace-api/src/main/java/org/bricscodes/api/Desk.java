package org.bricscodes.api;

import java.util.List;
import java.util.Optional;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Holder;

/**
 * What tells a process where requests belong: whose key it is, which writer is the party's home,
 * and which nodes have which logs.
 *
 * @param followed empty where the keys are the truth themselves
 */
record Desk(ApiKeys keys, Optional<FollowedKeys> followed, Captures captures, Map map) {

  /** Which nodes have which logs. Both block. */
  interface Map {

    List<Holder> holders();

    List<NodeLogs.Named> logs();

    /** As the keyspace says. */
    static Map of(CassandraStore store, NodeLogs logs) {
      return new Map() {
        @Override
        public List<Holder> holders() {
          return store.holders();
        }

        @Override
        public List<NodeLogs.Named> logs() {
          return logs.list();
        }
      };
    }
  }
}
