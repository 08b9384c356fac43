package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bricscodes.capture.CaptureException;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * One of several nodes that are one service over one keyspace: any of them takes any request. One
 * writes; the others {@linkplain StandIn hand it} what they are asked, and the first to see that it
 * is gone takes over.
 *
 * <p><b>Who writes.</b> The owner of the keyspace, by its lease. A node that stops gives it back,
 * and another goes on at once; one that is killed or cut off is succeeded after the lease's time,
 * thirteen seconds. What the former had begun and not finished, the next start of the service does:
 * the same as after a crash on one machine.
 *
 * <p><b>The log</b> has one origin and one key. It is a function of the sequence in the store, so
 * the successor first makes its own copy what it has to be and then goes on; no checkpoint of the
 * two can contradict another, and everything acknowledged is in the store.
 *
 * <p><b>A node that fails</b>, because another took the keyspace or the store did not answer in
 * time, closes what it has and lines up again.
 *
 * <p>Nodes have their keys in common ({@link NodeKeys}). A witness of other logs must remember what
 * it cosigned, so it is no node: that is refused.
 */
public final class ClusterNode implements RunningNode {

  private static final Logger LOG = System.getLogger(ClusterNode.class.getName());

  /** Between two attempts to open what did not open, and before a failed node lines up again. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private static final Duration WATCH = Duration.ofMillis(500);

  private final NodeSettings settings;
  private final Holdings holdings;
  private final CompanyPrefixes prefixes;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<Writing> writing;
  private final Duty duty;
  private @Nullable LogTenure own;
  private @Nullable Lookout lookout;
  private volatile Config config;
  private volatile @Nullable StandIn standIn;

  /**
   * This node writes from now on.
   *
   * @param firstAdminKey made by this start, to be shown once
   */
  public record Writing(Optional<String> firstAdminKey) {}

  private ClusterNode(
      Config config,
      NodeSettings settings,
      Clock clock,
      SecureRandom random,
      Consumer<Writing> writing) {
    this.config = config;
    this.settings = settings;
    this.holdings = Holdings.of(settings);
    this.prefixes = new DataDirectory(config.data(), random).companyPrefixes();
    this.clock = clock;
    this.random = random;
    this.writing = writing;
    this.duty = new Duty("cluster-node", this::turn, this::end);
  }

  /**
   * Starts and lines up. Blocks until requests are answered, by this node or another.
   *
   * @param config over a cluster, with the base URL all nodes share
   * @param settings what this node is
   * @param writing told whenever this node begins to write
   * @throws IllegalArgumentException naming every fault, if these are not the settings of a node
   * @throws RuntimeException if it cannot listen
   */
  public static ClusterNode start(
      Config config,
      NodeSettings settings,
      Clock clock,
      SecureRandom random,
      Consumer<Writing> writing) {
    requireUsable(config, settings);
    new DataDirectory(config.data(), random).salts().destroyAll();
    ClusterNode node = new ClusterNode(config, settings, clock, random, writing);
    warnOfProxies(config);
    node.standAside();
    node.haveLogs();
    node.duty.start();
    return node;
  }

  @Override
  public URI address() {
    return URI.create(TraceServer.address(config, config.port()));
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    duty.awaitEnd();
  }

  /** Gives the keyspace back if it has it, and ends. Idempotent. */
  @Override
  public void close() {
    duty.close();
  }

  static void warnOfProxies(Config config) {
    if (!config.scans().trustsAnybody()) {
      LOG.log(
          Level.WARNING,
          "no proxies are trusted: all visitors that come by another node or a load balancer look"
              + " like one; give --trusted-proxies their addresses");
    }
  }

  /** What keeps it from being a node of any kind; empty when nothing does. */
  static List<String> faults(Config config) {
    List<String> faults = new ArrayList<>();
    if (!(config.store() instanceof StoreSettings.Cluster)) {
      faults.add("several nodes need a store they all reach: give --store cassandra");
    }
    if (config.baseUrl() == null) {
      faults.add("the nodes of one service answer for each other: give all of them one --base-url");
    }
    return faults;
  }

  private static void requireUsable(Config config, NodeSettings settings) {
    List<String> faults = faults(config);
    faults.addAll(settings.faults());
    if (Files.exists(config.data().resolve("witness").resolve("logs"))) {
      faults.add(
          config.data().resolve("witness").resolve("logs")
              + " makes this a witness of other logs, which must remember what it cosigned and so"
              + " cannot move between nodes: run the witness as a service of its own");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /**
   * Lines up for this node's own log, and looks where the others are. If its own cannot be opened
   * here, ever, this node ends and says why.
   */
  private void haveLogs() {
    Config here = config;
    String log = settings.log();
    if (log != null) {
      own = LogTenure.start(log, LogTenure.Claim.OWN, here, holdings, clock, random, duty::fail);
    }
    lookout =
        Lookout.start(
            holdings,
            name ->
                LogTenure.start(
                    name,
                    LogTenure.Claim.HEIR,
                    here,
                    holdings,
                    clock,
                    random,
                    e -> LOG.log(Level.ERROR, "log " + name + " cannot be taken over", e)),
            this::seen);
  }

  /** Who writes, as a node sees it that does not line up for that. */
  private void seen(@Nullable URI writer) {
    StandIn listener = standIn;
    if (settings.tasks() == NodeSettings.Tasks.CAPTURE && listener != null) {
      listener.handTo(writer);
    }
  }

  private void turn() {
    switch (settings.tasks()) {
      case ALL -> serve();
      case CAPTURE -> duty.pause(WATCH);
    }
  }

  /** Waits for the keyspace, writes until it fails or this node ends, and lines up again. */
  private void serve() {
    TraceServer server = open();
    if (server == null) {
      return;
    }
    String trouble;
    try (server) {
      writing.accept(new Writing(server.firstAdminKey()));
      trouble = watch(server);
    }
    if (!trouble.isEmpty()) {
      LOG.log(Level.ERROR, "this node stops writing and lines up again: {0}", trouble);
      standAside();
      duty.pause(AGAIN); // others may be able to
    }
  }

  /** Waits for the keyspace and opens everything; null if that is to be tried again, or to end. */
  private @Nullable TraceServer open() {
    StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
    Config lining = config.withStore(new StoreSettings.Cluster(cluster.cluster(), new LinedUp()));
    try {
      if (duty.waits(true)) {
        return TraceServer.start(lining, holdings, clock, random, this::stepForward);
      }
    } catch (StoreException.Interrupted e) {
      LOG.log(Level.DEBUG, "no more waiting for the keyspace", e);
    } catch (StoreException.Unavailable
        | StoreException.Overloaded
        | CaptureException.Stopped
        | CaptureException.Overloaded e) {
      LOG.log(Level.WARNING, "the store does not open; trying again: {0}", e.getMessage());
      standAside();
      duty.pause(AGAIN);
    } finally {
      duty.waits(false);
    }
    return null;
  }

  /** Until it is in trouble or this node ends; what the trouble is, or empty. */
  private String watch(TraceServer server) {
    String trouble = "";
    while (trouble.isEmpty() && !duty.ends()) {
      duty.pause(WATCH);
      trouble = server.trouble();
    }
    return duty.ends() ? "" : trouble;
  }

  private void standAside() {
    if (standIn == null) {
      StandIn listener =
          StandIn.listen(config, Limits.STANDARD, holdings, settings.tasks(), prefixes, clock);
      standIn = listener;
      config = config.withPort(listener.port()); // a free one was chosen for good
    }
  }

  private void stepForward() {
    duty.waits(false);
    StandIn listener = standIn;
    if (listener != null) {
      listener.close();
      standIn = null;
    }
  }

  /** What came in is answered; then the logs are given back. */
  private void end() {
    StandIn listener = standIn;
    if (listener != null) {
      listener.close(config.timing().drain());
      standIn = null;
    }
    if (lookout != null) {
      lookout.close();
    }
    if (own != null) {
      own.close();
    }
  }

  /** How this node shows itself to the others. */
  private final class LinedUp implements Candidate {

    @Override
    public String address() {
      return settings.address();
    }

    @Override
    public String mark(String known) {
      return known; // every assembly sees to that
    }

    @Override
    public boolean waits(@Nullable String owner) {
      StandIn listener = standIn;
      if (listener != null) {
        listener.handTo(owner == null || owner.isEmpty() ? null : URI.create(owner));
      }
      return true;
    }
  }
}
