package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.jspecify.annotations.Nullable;

/**
 * A node of a service that carries its checkpoints to ledgers and does nothing else: it never lines
 * up for the service, needs none of its secret keys, and hands every request to the node that
 * writes. While it is there, that node leaves anchoring to it.
 *
 * <p>Of several such nodes one works, by a lease as the service's own; the others wait to succeed
 * it. One whose store fails lines up again.
 *
 * <p>The log is read from the node that writes, and believed by signature and proof alone ({@link
 * FollowedLog}). While nobody writes, what is under way is seen through. If the log contradicts
 * what this node knew of it, nothing new is anchored until an operator has looked; that is said
 * again every ten minutes.
 */
public final class AnchoringNode implements RunningNode {

  private static final Logger LOG = System.getLogger(AnchoringNode.class.getName());

  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REMIND = Duration.ofMinutes(10);

  private final Config config;
  private final String reachedAt;
  private final DataDirectory data;
  private final Clock clock;
  private final SecureRandom random;
  private final Runnable anchoring;
  private final StandIn standIn;
  private final KeeperWatch keeper;
  private final Duty duty = new Duty("anchoring-node", this::turn, this::end);

  private AnchoringNode(
      Config config,
      String address,
      DataDirectory data,
      Clock clock,
      SecureRandom random,
      Runnable anchoring) {
    this.config = config;
    this.reachedAt = address;
    this.data = data;
    this.clock = clock;
    this.random = random;
    this.anchoring = anchoring;
    this.standIn = StandIn.listen(config, Limits.STANDARD);
    StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
    this.keeper = KeeperWatch.start(cluster.cluster(), standIn::handTo);
  }

  /**
   * Starts and lines up. Blocks until requests are answered.
   *
   * @param config over a cluster, with the base URL all nodes share
   * @param address how the other nodes reach this one, {@code http://host:port}
   * @param anchoring told whenever this node begins to anchor
   * @throws IllegalArgumentException naming every fault, if these are not the settings of a node
   * @throws IllegalStateException if the log's key or the ledgers' files are not there
   * @throws RuntimeException if it cannot listen
   */
  public static AnchoringNode start(
      Config config, String address, Clock clock, SecureRandom random, Runnable anchoring) {
    List<String> faults = new ArrayList<>(ClusterNode.faults(config));
    faults.addAll(NodeSettings.at(address).faults());
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    DataDirectory data = new DataDirectory(config.data(), random);
    Anchoring.requireUsable(data);
    data.salts().destroyAll();
    AnchoringNode node = new AnchoringNode(config, address, data, clock, random, anchoring);
    node.duty.start();
    return node;
  }

  @Override
  public URI address() {
    return URI.create(TraceServer.address(config, standIn.port()));
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    duty.awaitEnd();
  }

  /** Stops anchoring, leaves it to others, and ends. What is under way they see through. */
  @Override
  public void close() {
    duty.close();
  }

  private void end() {
    keeper.close();
    standIn.close();
  }

  /** Lines up, anchors until the store fails or this node ends, and gives it back. */
  private void turn() {
    CassandraStore store = open();
    if (store == null) {
      return;
    }
    try (store) {
      String trouble = anchor(store);
      if (!trouble.isEmpty()) {
        LOG.log(Level.ERROR, "this node stops anchoring and lines up again: {0}", trouble);
        duty.pause(AGAIN);
      }
    }
  }

  private @Nullable CassandraStore open() {
    StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
    try {
      if (duty.waits(true)) {
        return cluster.openAnchoring(data.store(), Anchors.TABLES, new LinedUp(), clock, random);
      }
    } catch (StoreException.Interrupted e) {
      LOG.log(Level.DEBUG, "no more waiting for anchoring", e);
    } catch (StoreException.Unavailable | StoreException.Overloaded e) {
      LOG.log(Level.WARNING, "the store does not open; trying again: {0}", e.getMessage());
      duty.pause(AGAIN);
    } finally {
      duty.waits(false);
    }
    return null;
  }

  /** Until the store is in trouble or this node ends; what the trouble is, or empty. */
  private String anchor(CassandraStore store) {
    try (Anchoring work = Anchoring.open(data, store, keeper::where, clock, random)) {
      anchoring.run();
      long reminded = System.nanoTime();
      while (!duty.ends()) {
        StoreHealth health = store.health();
        if (health.state() != StoreHealth.State.SERVING) {
          return health.detail();
        }
        if (duty.waits(true)) {
          work.look();
        }
        duty.waits(false);
        if (!work.alarm().isEmpty() && System.nanoTime() - reminded > REMIND.toNanos()) {
          reminded = System.nanoTime();
          LOG.log(Level.ERROR, work.alarm());
        }
        duty.pause(LOOK);
      }
      return "";
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** How this node shows itself to others that would anchor. */
  private final class LinedUp implements Candidate {

    @Override
    public String address() {
      return reachedAt;
    }

    @Override
    public String mark(String known) {
      return known; // it has none of the keys that the service's owners have in common
    }

    @Override
    public boolean waits(@Nullable String owner) {
      return true;
    }
  }
}
