package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes, three copies: writers that contend, and one node killed under load. */
@SuppressWarnings("NullAway.Init") // the nodes are started before the tests
class ThreeNodesCassandraIT {

  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start(3, "group");
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @Test
  void compareAndSet_contended_timesOutAtWorstAndNeverBreaksAConnection() throws Exception {
    Contention contention = new Contention(cluster.settings("contended"));

    contention.run();

    System.out.println("contended compare-and-set: " + contention);
    assertThat(contention.applied()).isPositive();
    assertThat(contention.counter())
        .isBetween(contention.applied(), contention.applied() + contention.unknown());
  }

  @Test
  void kill_ofOneNode_writesReadsAndSwapsGoOnAndHintsCatchItUp() throws Exception {
    try (CassandraStore store = open(cluster)) {
      AcknowledgedLoad load = new AcknowledgedLoad(store);
      load.awaitMore(100);
      cluster.kill(2);
      int before = load.acknowledged();
      load.awaitMore(200);
      System.out.printf(
          "one of three nodes down: %d records acknowledged before, %d meanwhile%n",
          before, load.acknowledged() - before);
      load.end();
      load.assertNothingIsLost(store, "one node down");

      int byFirst = cluster.handoffs(1);
      int byThird = cluster.handoffs(3);
      cluster.startAgain(2);
      cluster.awaitHandoff(1, byFirst);
      cluster.awaitHandoff(3, byThird);
      cluster.kill(1);
      cluster.kill(3);
      assertThat(rowsOf(cluster, 2)).isGreaterThanOrEqualTo(load.acknowledged());

      cluster.startAgain(1);
      cluster.startAgain(3);
      load.assertNothingIsLost(store, "all are back");
    }
  }

  /** How many postings a node has, asked alone as soon as it knows that it is alone. */
  private static int rowsOf(TestCluster cluster, int node) {
    SimpleStatement postings =
        SimpleStatement.newInstance("SELECT sort FROM three.terms WHERE partition = 0x7465726d")
            .setConsistencyLevel(DefaultConsistencyLevel.ONE);
    try (CqlSession session = cluster.session(node)) {
      for (int attempt = 1; ; attempt++) {
        try {
          return session.execute(postings).all().size();
        } catch (DriverException e) {
          if (attempt == 20) {
            throw e;
          }
        }
      }
    }
  }

  private static CassandraStore open(TestCluster cluster) {
    return CassandraStore.open(
        cluster.settings("three"), AcknowledgedLoad.TABLES, Clock.systemUTC(), new Random());
  }
}
