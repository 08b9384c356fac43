package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * What every node's own configuration must say, or what is acknowledged may be lost. Settings are
 * each node's, so each is asked, by itself.
 */
final class NodeRules {

  private static final Logger LOG = System.getLogger(NodeRules.class.getName());
  private static final Version OLDEST = Version.V5_0_0;
  private static final long NEEDED_BYTES = 16L << 20;
  private static final Pattern SIZE = Pattern.compile("([0-9]+)(B|KiB|MiB|GiB)");

  private NodeRules() {}

  /**
   * Asks every node of the local data centre that is up; the others are named in the log.
   *
   * @throws StoreException.Unavailable naming every fault of every node
   */
  static void check(CqlSession session) {
    List<String> faults = new ArrayList<>();
    for (Node node : session.getMetadata().getNodes().values()) {
      if (node.getState() == NodeState.UP && node.getDistance() != NodeDistance.IGNORED) {
        faults.addAll(check(session, node));
      } else {
        LOG.log(Level.WARNING, "node {0} is down or elsewhere: not checked", node.getEndPoint());
      }
    }
    if (!faults.isEmpty()) {
      throw new StoreException.Unavailable(
          "the cluster is not set up for this store: " + String.join("; ", faults));
    }
  }

  static List<String> check(CqlSession session, Node node) {
    Map<String, @Nullable String> settings = new HashMap<>();
    try {
      session
          .execute(
              SimpleStatement.newInstance("SELECT name, value FROM system_views.settings")
                  .setNode(node)
                  .setIdempotent(true))
          .forEach(row -> settings.put(String.valueOf(row.getString(0)), row.getString(1)));
    } catch (DriverException e) {
      return List.of(
          "node "
              + node.getEndPoint()
              + " does not tell its settings ("
              + Failures.describe(e)
              + "); the login needs SELECT on keyspace system_views");
    }
    return faults(String.valueOf(node.getEndPoint()), node.getCassandraVersion(), settings);
  }

  /** What is wrong with a node, each fault with what would be right. */
  static List<String> faults(
      String node, @Nullable Version version, Map<String, @Nullable String> settings) {
    List<String> faults = new ArrayList<>();
    if (version == null || version.compareTo(OLDEST) < 0) {
      faults.add("node " + node + " runs Cassandra " + version + ", this program needs 5.0");
    }
    String sync = String.valueOf(settings.get("commitlog_sync"));
    if (!sync.equals("group") && !sync.equals("batch")) {
      faults.add(
          "node "
              + node
              + " has commitlog_sync "
              + sync
              + ", which acknowledges writes a crash would lose: set group or batch in its"
              + " cassandra.yaml, and concurrent_writes to 128 or more");
    }
    String paxos = String.valueOf(settings.get("paxos_variant"));
    if (!paxos.equals("v2")) {
      faults.add("node " + node + " has paxos_variant " + paxos + ": set v2 in its cassandra.yaml");
    }
    for (String name : List.of("max_mutation_size", "native_transport_max_frame_size")) {
      String value = String.valueOf(settings.get(name));
      if (bytes(value) < NEEDED_BYTES) {
        faults.add("node " + node + " has " + name + " " + value + ": 16MiB or more is needed");
      }
    }
    return faults;
  }

  private static long bytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      return 0;
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }
}
