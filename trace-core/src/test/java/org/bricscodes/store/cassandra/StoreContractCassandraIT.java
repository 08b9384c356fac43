package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.store.DurableStoreContract;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract on one real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // a subclass has a cluster of its own
@SuppressWarnings("NullAway.Init") // the session is opened before the tests
class StoreContractCassandraIT extends DurableStoreContract {

  private static final String KEYSPACE = "contract";

  private CqlSession aside;

  TestCluster cluster() {
    return TestCluster.shared();
  }

  @BeforeAll
  void lookOn() {
    aside = cluster().session();
  }

  @AfterAll
  void lookAway() {
    aside.close();
    endCluster();
  }

  /** The shared one goes on. */
  void endCluster() {}

  @Override
  protected Store create() {
    Store store = reopen();
    List<String> names = new ArrayList<>(TABLES.stream().map(Table::name).toList());
    names.add("_parts");
    for (String name : names) {
      String table = KEYSPACE + ".\"" + name + "\"";
      if (aside.execute("SELECT * FROM " + table + " LIMIT 1").one() != null) {
        aside.execute("TRUNCATE " + table);
      }
    }
    return store;
  }

  @Override
  protected Store reopen() {
    return CassandraStore.open(
        cluster().settings(KEYSPACE), TABLES, Clock.systemUTC(), new Random());
  }
}
