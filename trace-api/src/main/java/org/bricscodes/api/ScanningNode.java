package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import org.bricscodes.capture.EarlierRoles;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;

/**
 * A node of a service that answers look-ups of codes and does nothing else: it never lines up for
 * the service, and hands every other request to the node that writes. There may be any number of
 * them; they do not wait for each other or for anybody, and go on while nobody writes.
 *
 * <p>It has the keys of the service, since without them nobody can tell an issued code from a
 * guess. While its store is not open, scans go to the node that writes as all else does. One whose
 * store fails opens it again.
 */
public final class ScanningNode extends SingleTaskNode {

  private final Runnable scanning;

  private ScanningNode(
      Config config,
      String address,
      DataDirectory data,
      Clock clock,
      SecureRandom random,
      Runnable scanning) {
    super("scanning-node", config, address, data, clock, random);
    this.scanning = scanning;
  }

  /**
   * Starts. Blocks until requests are answered, by this node or another.
   *
   * @param config over a cluster, with the base URL all nodes share
   * @param address how the other nodes reach this one, {@code http://host:port}
   * @param scanning told whenever this node begins to answer scans itself
   * @throws IllegalArgumentException naming every fault, if these are not the settings of a node
   * @throws RuntimeException if it cannot listen
   */
  public static ScanningNode start(
      Config config, String address, Clock clock, SecureRandom random, Runnable scanning) {
    requireUsable(config, address);
    DataDirectory data = new DataDirectory(config.data(), random);
    ClusterNode.warnOfProxies(config);
    ScanningNode node = new ScanningNode(config, address, data, clock, random, scanning);
    node.duty.start();
    return node;
  }

  @Override
  CassandraStore open(Candidate waiting) {
    NodeKeys keys = new NodeKeys(data, config.keys());
    return unlessTheServiceIsAtRest(
        cluster()
            .openScans(
                Part.scans(reachedAt),
                data.store(),
                Scanning.tables(),
                new MarkedCandidate(waiting, known -> mark(keys, known)),
                clock,
                random));
  }

  /**
   * Who exports a service, or brings its index up to date, takes hold of the parts there are then:
   * of him and a node that is new, one sees the other.
   */
  @SuppressWarnings("IllegalCatch") // whatever it is, the part is given back
  private static CassandraStore unlessTheServiceIsAtRest(CassandraStore store) {
    try {
      EarlierRoles.requireDone(store);
      for (Holder holder : store.holders()) {
        if (holder.part().equals(Part.SERVICE) && holder.held() && holder.address().isEmpty()) {
          throw new StoreException.Unavailable(
              "a process that is no node has the service: it is being moved, or was started without"
                  + " --node-address");
        }
      }
      return store;
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /** Where the service was never started, its rows may just be moved there. */
  private static String mark(NodeKeys keys, String known) {
    if (known.isEmpty()) {
      throw new StoreException.Unavailable(
          "no node of the service was ever started over this keyspace: start one that writes, with"
              + " --node-address");
    }
    return keys.markOfLog(known);
  }

  @Override
  String work(CassandraStore store) {
    try (Scanning work =
        new Scanning(config, data, store, keeper::where, standIn.vertx(), clock, random)) {
      try {
        standIn.take(work);
        scanning.run();
        while (!duty.ends()) {
          StoreHealth health = store.health();
          if (health.state() != StoreHealth.State.SERVING) {
            return health.detail();
          }
          duty.pause(LOOK);
        }
        work.ends();
        config.timing().giveNotice();
        return "";
      } finally {
        standIn.take(null); // before it is closed, so that nobody is sent to it any more
      }
    }
  }
}
