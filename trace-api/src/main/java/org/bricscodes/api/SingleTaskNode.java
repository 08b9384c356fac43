package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.jspecify.annotations.Nullable;

/**
 * A node that does one thing over a part of the keyspace, and never lines up for the service: it
 * hands what it does not answer itself to the node that writes. When its store fails it opens it
 * again.
 */
abstract sealed class SingleTaskNode implements RunningNode permits AnchoringNode, ScanningNode {

  static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(SingleTaskNode.class.getName());
  private static final Duration AGAIN = Duration.ofSeconds(3);

  final Config config;
  final String reachedAt;
  final DataDirectory data;
  final Clock clock;
  final SecureRandom random;
  final StandIn standIn;
  final KeeperWatch keeper;
  final Duty duty;
  private final SaidOnce said = new SaidOnce();

  /** Listens, and does not begin yet. */
  SingleTaskNode(
      String name,
      Config config,
      String address,
      DataDirectory data,
      Clock clock,
      SecureRandom random) {
    this.config = config;
    this.reachedAt = address;
    this.data = data;
    this.clock = clock;
    this.random = random;
    this.standIn = StandIn.listen(config, Limits.STANDARD);
    this.keeper = KeeperWatch.start(cluster().cluster(), standIn::handTo);
    this.duty = new Duty(name, this::turn, this::end);
  }

  /**
   * Checks what every such node needs.
   *
   * @throws IllegalArgumentException naming every fault, if these are not the settings of a node
   */
  static void requireUsable(Config config, String address) {
    List<String> faults = new ArrayList<>(ClusterNode.faults(config));
    faults.addAll(NodeSettings.at(address).faults());
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /**
   * Opens what it needs of the keyspace. Blocks; may be interrupted.
   *
   * @param waiting how it shows itself to others that would do the same
   */
  abstract CassandraStore open(Candidate waiting);

  /**
   * Works until the store is in trouble or the {@link #duty} ends.
   *
   * @return what the trouble is; empty if there is none
   * @throws StoreException if that is the trouble
   */
  abstract String work(CassandraStore store);

  final StoreSettings.Cluster cluster() {
    return (StoreSettings.Cluster) config.store();
  }

  @Override
  public final URI address() {
    return URI.create(TraceServer.address(config, standIn.port()));
  }

  @Override
  public final void awaitEnd() throws InterruptedException {
    duty.awaitEnd();
  }

  @Override
  public final void close() {
    duty.close();
  }

  private void end() {
    keeper.close();
    standIn.close(config.timing().drain());
  }

  private void turn() {
    CassandraStore store = open();
    if (store == null) {
      return;
    }
    try (store) {
      String trouble = trouble(store);
      if (!trouble.isEmpty()) {
        LOG.log(Level.ERROR, "this node stops its work and opens its store again: {0}", trouble);
        duty.pause(AGAIN);
      }
    }
  }

  /** Null if that is to be tried again, or the node ends. */
  private @Nullable CassandraStore open() {
    try {
      if (duty.waits(true)) {
        CassandraStore store = open(new LinedUp());
        said.wentWell();
        return store;
      }
    } catch (StoreException.Interrupted e) {
      LOG.log(Level.DEBUG, "no more waiting for the store", e);
    } catch (StoreException.Unavailable | StoreException.Overloaded e) {
      String why = String.valueOf(e.getMessage());
      LOG.log(said.level(why), "the store does not open; trying again: {0}", why);
      duty.pause(AGAIN);
    } finally {
      duty.waits(false);
    }
    return null;
  }

  private String trouble(CassandraStore store) {
    try {
      return work(store);
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** How this node shows itself to others that would do the same. */
  private final class LinedUp implements Candidate {

    @Override
    public String address() {
      return reachedAt;
    }

    @Override
    public String mark(String known) {
      return known; // whoever needs the service's keys compares them himself
    }

    @Override
    public boolean waits(@Nullable String owner) {
      return true;
    }
  }
}
