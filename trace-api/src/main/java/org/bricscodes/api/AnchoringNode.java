package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;

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
public final class AnchoringNode extends SingleTaskNode {

  private static final Logger LOG = System.getLogger(AnchoringNode.class.getName());

  private static final Duration REMIND = Duration.ofMinutes(10);

  private final Runnable anchoring;

  private AnchoringNode(
      Config config,
      String address,
      DataDirectory data,
      Clock clock,
      SecureRandom random,
      Runnable anchoring) {
    super("anchoring-node", config, address, data, clock, random);
    this.anchoring = anchoring;
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
    requireUsable(config, address);
    DataDirectory data = new DataDirectory(config.data(), random);
    Anchoring.requireUsable(data);
    data.salts().destroyAll();
    AnchoringNode node = new AnchoringNode(config, address, data, clock, random, anchoring);
    node.duty.start();
    return node;
  }

  @Override
  CassandraStore open(Candidate waiting) {
    return cluster().openAnchoring(data.store(), Anchors.TABLES, waiting, clock, random);
  }

  @Override
  String work(CassandraStore store) {
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
    }
  }
}
