package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory belongs to one store, whichever is asked for. */
final class StoreSettingsTest {

  private static final Set<Table> TABLES = Set.of(new Table("rows", Table.Shape.ROWS));

  @TempDir private Path folder;

  @Test
  void embedded_inAnEmptyFolder_isRocksDb() {
    try (Store store = open(StoreSettings.embedded())) {
      assertThat(store.info().engine()).isEqualTo("rocksdb");
    }
  }

  @Test
  void embedded_whereRowsLieInACluster_isRefused() throws IOException {
    Files.writeString(folder.resolve("KEYSPACE"), "trace 00112233\n");

    assertThatThrownBy(() -> open(StoreSettings.embedded()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the rows of "
                + folder.getParent()
                + " lie in a Cassandra cluster, as "
                + folder.resolve("KEYSPACE")
                + " says: give --store cassandra and --contact-points");
  }

  @Test
  void cluster_whereAnEmbeddedStoreLies_isRefusedBeforeAnybodyIsAsked() {
    open(StoreSettings.embedded()).close();
    StoreSettings cluster =
        new StoreSettings.Cluster(
            CassandraSettings.of(CassandraSettings.contactPoints("127.0.0.1:9"), "trace"));

    assertThatThrownBy(() -> open(cluster))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holds an embedded store: choose another data directory");
  }

  private Store open(StoreSettings settings) {
    return settings.open(folder, TABLES, Clock.systemUTC(), new SecureRandom());
  }
}
