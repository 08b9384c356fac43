package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.jspecify.annotations.Nullable;

/**
 * A node of a service that answers look-ups of codes and does nothing else: it never lines up for
 * the service, and hands every other request to the node that writes. There may be any number of
 * them; they do not wait for each other or for anybody, and go on while nobody writes.
 *
 * <p>It has the keys of the service, since without them nobody can tell an issued code from a
 * guess. While its store is not open, scans go to the node that writes as all else does. One whose
 * store fails opens it again.
 */
public final class ScanningNode implements RunningNode {

  private static final Logger LOG = System.getLogger(ScanningNode.class.getName());

  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Config config;
  private final String reachedAt;
  private final DataDirectory data;
  private final Clock clock;
  private final SecureRandom random;
  private final Runnable scanning;
  private final StandIn standIn;
  private final KeeperWatch keeper;
  private final Duty duty = new Duty("scanning-node", this::turn, this::end);

  private ScanningNode(
      Config config,
      String address,
      DataDirectory data,
      Clock clock,
      SecureRandom random,
      Runnable scanning) {
    this.config = config;
    this.reachedAt = address;
    this.data = data;
    this.clock = clock;
    this.random = random;
    this.scanning = scanning;
    this.standIn = StandIn.listen(config, Limits.STANDARD);
    StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
    this.keeper = KeeperWatch.start(cluster.cluster(), standIn::handTo);
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
    List<String> faults = new ArrayList<>(ClusterNode.faults(config));
    faults.addAll(NodeSettings.at(address).faults());
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    DataDirectory data = new DataDirectory(config.data(), random);
    ClusterNode.warnOfProxies(config);
    ScanningNode node = new ScanningNode(config, address, data, clock, random, scanning);
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

  /** Answers what it was asked, notes what was looked at, and ends. */
  @Override
  public void close() {
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
      String trouble = answer(store);
      if (!trouble.isEmpty()) {
        LOG.log(Level.ERROR, "this node opens its store again: {0}", trouble);
        duty.pause(AGAIN);
      }
    }
  }

  private @Nullable CassandraStore open() {
    StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
    NodeKeys keys = new NodeKeys(data, config.keys());
    try {
      if (duty.waits(true)) {
        return unlessExported(
            cluster.openScans(
                Part.scans(reachedAt),
                data.store(),
                Scanning.tables(),
                new MarkedCandidate(new LinedUp(), known -> mark(keys, known)),
                clock,
                random));
      }
    } catch (StoreException.Interrupted e) {
      LOG.log(Level.DEBUG, "no more waiting for the store", e);
    } catch (StoreException.Unavailable | StoreException.Overloaded e) {
      LOG.log(Level.WARNING, "the store does not open; trying again: {0}", e.getMessage());
      duty.pause(AGAIN);
    } finally {
      duty.waits(false);
    }
    return null;
  }

  /**
   * Who exports a service holds it as nobody's node, and takes hold of the parts there are then: of
   * it and a node that is new, one sees the other.
   */
  @SuppressWarnings("IllegalCatch") // whatever it is, the part is given back
  private static CassandraStore unlessExported(CassandraStore store) {
    try {
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

  /** Until the store is in trouble or this node ends; what the trouble is, or empty. */
  private String answer(CassandraStore store) {
    try (Scanning work =
        Scanning.open(config, data, store, keeper::where, standIn.vertx(), clock, random)) {
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
        giveNotice();
        return "";
      } finally {
        standIn.take(null); // before it is closed, so that nobody is sent to it any more
      }
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** While {@code /ready} says that it stops, and everything is answered as before. */
  private void giveNotice() {
    try {
      TimeUnit.NANOSECONDS.sleep(config.timing().notice().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How this node shows itself to one with the same address. */
  private final class LinedUp implements Candidate {

    @Override
    public String address() {
      return reachedAt;
    }

    @Override
    public String mark(String known) {
      return known; // the keys say
    }

    @Override
    public boolean waits(@Nullable String owner) {
      return true;
    }
  }
}
