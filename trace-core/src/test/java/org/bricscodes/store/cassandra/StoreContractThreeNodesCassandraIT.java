package org.bricscodes.store.cassandra;

/** The contract on three real nodes, each of which has a copy of everything. */
class StoreContractThreeNodesCassandraIT extends StoreContractCassandraIT {

  private final TestCluster cluster = TestCluster.start(3, "group");

  @Override
  TestCluster cluster() {
    return cluster;
  }

  @Override
  void endCluster() {
    cluster.close();
  }
}
