package org.bricscodes.store.cassandra;

import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The only node of a cluster, killed under load and started again. */
class KillCassandraIT {

  private static final int KILLS = 2;

  @Test
  void kill_ofTheOnlyNode_losesNothingAcknowledgedAndWritingGoesOn() throws Exception {
    try (TestCluster cluster = TestCluster.start(1, "group")) {
      AcknowledgedLoad load;
      try (CassandraStore store = open(cluster)) {
        load = new AcknowledgedLoad(store);
        for (int kill = 1; kill <= KILLS; kill++) {
          load.awaitMore(400);
          cluster.kill(1);
          int before = load.acknowledged();
          cluster.startAgain(1);
          load.awaitMore(200);
          System.out.printf(
              "kill %d: %d records acknowledged before, %d after%n",
              kill, before, load.acknowledged() - before);
        }
        load.end();
        load.assertNothingIsLost(store, "as the store that wrote sees it");
      }
      try (CassandraStore again = open(cluster)) {
        load.assertNothingIsLost(again, "as a store opened afterwards sees it");
      }
    }
  }

  private static CassandraStore open(TestCluster cluster) {
    return CassandraStore.open(
        cluster.settings("killed"), AcknowledgedLoad.TABLES, Clock.systemUTC(), new Random());
  }
}
