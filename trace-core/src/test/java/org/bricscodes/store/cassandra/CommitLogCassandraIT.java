package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Random;
import java.util.Set;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.Test;

/** A cluster that would lose what it acknowledged, and one with too few nodes. */
class CommitLogCassandraIT {

  private static final Set<Table> TABLES = Set.of(new Table("rows", Table.Shape.ROWS));

  @Test
  void open_onANodeThatSyncsPeriodically_isRefusedSayingWhatToSet() {
    try (TestCluster cluster = TestCluster.start(1, "periodic")) {
      assertThatThrownBy(() -> open(cluster.settings("kept")))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("has commitlog_sync periodic, which acknowledges writes a crash")
          .hasMessageContaining("set group or batch in its cassandra.yaml");
    }
  }

  @Test
  void open_withMoreCopiesThanNodes_isRefused() {
    CassandraSettings settings = TestCluster.shared().settings("copies").withReplication(3);

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "keyspace copies is to keep 3 copies, and data centre datacenter1 has 1 nodes: add"
                + " nodes or ask for fewer copies");
  }

  @Test
  void open_onFewerCopiesThanWanted_isRefused() {
    CassandraSettings settings = TestCluster.shared().settings("fewer");
    open(settings).close();

    assertThatThrownBy(() -> open(settings.withReplication(2)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("keeps 1 copies in data centre datacenter1, wanted are 2 or more");
  }

  @Test
  void open_onAKeyspaceOfSomethingElse_isRefused() {
    CassandraSettings settings = TestCluster.shared().settings("foreign");
    try (var session = TestCluster.shared().session()) {
      session.execute(
          "CREATE KEYSPACE foreign WITH replication ="
              + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
      session.execute("CREATE TABLE foreign.theirs (id int PRIMARY KEY)");
    }

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("keyspace foreign holds tables of something else, such as theirs");
  }

  @Test
  void open_withoutATableItHolds_isRefused() {
    CassandraSettings settings = TestCluster.shared().settings("known");
    open(settings).close();

    assertThatThrownBy(() -> open(settings, Set.of(new Table("others", Table.Shape.ROWS))))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the store holds table rows, which this program does not know");
    assertThatThrownBy(() -> open(settings, Set.of(new Table("rows", Table.Shape.STATES))))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("table rows was made as ROWS and is opened as STATES");
  }

  @Test
  void open_whereNobodyListens_saysWhere() {
    CassandraSettings settings =
        CassandraSettings.of(CassandraSettings.contactPoints("127.0.0.1:9"), "nowhere");

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("no Cassandra node can be used at 127.0.0.1:9: ");
  }

  private static CassandraStore open(CassandraSettings settings) {
    return open(settings, TABLES);
  }

  private static CassandraStore open(CassandraSettings settings, Set<Table> tables) {
    return CassandraStore.open(settings, tables, Clock.systemUTC(), new Random());
  }
}
