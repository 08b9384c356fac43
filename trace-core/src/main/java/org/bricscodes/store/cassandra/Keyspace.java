package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Pause;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * The keyspace and its tables: made where they are not there, and recognised where they are. Every
 * step can be repeated, so a crash between two of them leaves nothing that the next opening does
 * not finish. Tables are made by the owner of the service's part alone, and before {@code _schema}
 * names them.
 */
final class Keyspace {

  private static final Duration DDL = Duration.ofSeconds(40);
  private static final Duration AGREEMENT = Duration.ofMillis(50);

  private final CqlSession session;
  private final Layout layout;
  private final String name;

  Keyspace(CqlSession session, Layout layout) {
    this.session = session;
    this.layout = layout;
    this.name = layout.keyspace();
  }

  /**
   * Makes the keyspace, or checks that it keeps as many copies as wanted.
   *
   * @throws StoreException.Unavailable saying what is wrong
   */
  void require(int replication) {
    Row row = described();
    if (row == null) {
      make(center(), replication);
    } else {
      require(row, replication);
    }
  }

  /**
   * Checks that the service has made everything a log beside it needs; makes nothing.
   *
   * @return what tells this keyspace from every other, as hexadecimal
   * @throws StoreException.Unavailable if something is not there yet, or copies are too few
   * @throws StoreException.Corrupt if the keyspace holds a later layout
   */
  String requireMade(Set<Table> wanted, int replication) {
    Row row = described();
    if (row == null) {
      throw notStarted("keyspace " + name + " does not exist");
    }
    require(row, replication);
    Set<String> there = tables();
    if (!there.containsAll(Set.of("_owner", "_schema", "_parts"))) {
      throw notStarted("keyspace " + name + " holds no service's rows");
    }
    Recorded recorded = recorded();
    if (recorded == null) {
      throw notStarted("keyspace " + name + " holds no service's rows");
    }
    recorded.requireHolds(wanted);
    return recorded.identity;
  }

  private static StoreException notStarted(String what) {
    return new StoreException.Unavailable(
        what + ": the service must have been started once before a part is held beside it");
  }

  private @Nullable Row described() {
    return session
        .execute(
            SimpleStatement.newInstance(
                "SELECT replication, durable_writes FROM system_schema.keyspaces WHERE"
                    + " keyspace_name = ?",
                name))
        .one();
  }

  private void require(Row row, int replication) {
    if (!row.getBoolean("durable_writes")) {
      throw new StoreException.Unavailable(
          "keyspace " + name + " has durable_writes = false: writes would not be logged");
    }
    Map<String, String> kept = row.getMap("replication", String.class, String.class);
    String center = center();
    int copies = copies(kept == null ? Map.of() : kept, center);
    if (copies < replication) {
      throw new StoreException.Unavailable(
          "keyspace "
              + name
              + " keeps "
              + copies
              + " copies in data centre "
              + center
              + ", wanted are "
              + replication
              + " or more: ALTER KEYSPACE, then repair; or ask for fewer");
    }
  }

  static int copies(Map<String, String> replication, String center) {
    String strategy = replication.getOrDefault("class", "");
    String copies =
        replication.get(strategy.endsWith("SimpleStrategy") ? "replication_factor" : center);
    try {
      return copies == null ? 0 : Integer.parseInt(copies);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private String center() {
    return String.valueOf(nodes().getFirst().getDatacenter());
  }

  private void make(String center, int replication) {
    long nodes =
        session.getMetadata().getNodes().values().stream()
            .filter(node -> center.equals(node.getDatacenter()))
            .count();
    if (nodes < replication) {
      throw new StoreException.Unavailable(
          "keyspace "
              + name
              + " is to keep "
              + replication
              + " copies, and data centre "
              + center
              + " has "
              + nodes
              + " nodes: add nodes or ask for fewer copies");
    }
    define(
        "CREATE KEYSPACE IF NOT EXISTS "
            + name
            + " WITH replication = {'class': 'NetworkTopologyStrategy', '"
            + center.replace("'", "''")
            + "': "
            + replication
            + "}");
  }

  /**
   * Makes what a lease needs.
   *
   * @throws StoreException.Corrupt if somebody else's tables are there
   */
  void makeOwner() {
    Set<String> there = tables();
    if (!there.isEmpty() && !there.contains("_owner")) {
      throw new StoreException.Corrupt(
          "keyspace "
              + name
              + " holds tables of something else, such as "
              + there.iterator().next());
    }
    if (!there.contains("_owner")) {
      define(layout.createOwner());
    }
  }

  /**
   * Makes the tables that are not there. Only the owner may. A store of an earlier layout has this
   * one from here on, so that no process of an earlier version opens any part of it.
   *
   * @return what tells this keyspace from every other, as hexadecimal
   * @throws StoreException.Corrupt if the keyspace holds a later layout or other tables
   */
  String make(Set<Table> wanted, RandomGenerator random) {
    Set<String> there = tables();
    if (!there.contains("_schema") || !there.contains("_parts")) {
      layout.createOwn().forEach(this::define);
    }
    Recorded recorded = recorded();
    Map<String, String> known = recorded == null ? new HashMap<>() : recorded.tables;
    if (recorded != null) {
      recorded.requireReadableAs(wanted);
    }
    for (Table table : wanted) {
      if (!there.contains(table.name())) {
        define(layout.create(table));
      }
    }
    if (recorded == null) {
      return record(wanted, random);
    }
    if (known.size() < wanted.size() || recorded.layout < Layout.VERSION) {
      execute(
          SimpleStatement.newInstance(
              "UPDATE "
                  + layout.schema()
                  + " SET layout = ?, tables = ? WHERE id = 'store' IF layout = ?",
              Layout.VERSION,
              shapes(wanted),
              recorded.layout));
      // Not whether it was applied: a statement that is sent again says no to what it did itself.
      Recorded now = recorded();
      if (now == null || now.layout != Layout.VERSION || !now.tables.equals(shapes(wanted))) {
        throw new StoreException.Unavailable("the store does not keep its schema record");
      }
    }
    return recorded.identity;
  }

  private String record(Set<Table> tables, RandomGenerator random) {
    ByteBuffer identity =
        ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).flip();
    execute(
        SimpleStatement.newInstance(
            "INSERT INTO "
                + layout.schema()
                + " (id, layout, identity, tables) VALUES ('store', ?, ?, ?) IF NOT EXISTS",
            Layout.VERSION,
            identity,
            shapes(tables)));
    Recorded recorded = recorded();
    if (recorded == null) {
      throw new StoreException.Unavailable("the keyspace does not keep what was written to it");
    }
    return recorded.identity;
  }

  private static Map<String, String> shapes(Set<Table> tables) {
    Map<String, String> shapes = new TreeMap<>();
    tables.forEach(table -> shapes.put(table.name(), table.shape().name()));
    return shapes;
  }

  private @Nullable Recorded recorded() {
    Row row =
        session
            .execute(
                "SELECT layout, identity, tables FROM " + layout.schema() + " WHERE id = 'store'")
            .one();
    if (row == null) {
      return null;
    }
    Map<String, String> tables = row.getMap("tables", String.class, String.class);
    ByteBuffer identity = row.getByteBuffer("identity");
    if (tables == null || identity == null) {
      throw new StoreException.Corrupt("the store's schema record cannot be read");
    }
    return new Recorded(
        row.getInt("layout"), HexFormat.of().formatHex(Cell.rest(identity.duplicate())), tables);
  }

  /** What the keyspace says it holds: shape by name of table. */
  record Recorded(int layout, String identity, Map<String, String> tables) {

    /** By one that knows all tables. */
    void requireReadableAs(Set<Table> wanted) {
      requireKnown();
      Map<String, String> known = shapes(wanted);
      new TreeMap<>(tables)
          .forEach(
              (table, shape) -> {
                String other = known.get(table);
                if (other == null) {
                  throw new StoreException.Corrupt(
                      "the store holds table " + table + ", which this program does not know");
                }
                requireShape(table, shape, other);
              });
    }

    /** By one that knows some of the tables. */
    void requireHolds(Set<Table> wanted) {
      requireKnown();
      if (layout < Layout.VERSION) {
        throw new StoreException.Unavailable(
            "an earlier version filled the store: the service must have been started by this one"
                + " before a part is held beside it");
      }
      Set<String> missing = new TreeSet<>(shapes(wanted).keySet());
      missing.removeAll(tables.keySet());
      if (!missing.isEmpty()) {
        throw notStarted("the store lacks the tables " + String.join(", ", missing));
      }
      shapes(wanted)
          .forEach((table, shape) -> requireShape(table, tables.getOrDefault(table, shape), shape));
    }

    private void requireKnown() {
      if (layout > Layout.VERSION) {
        throw new StoreException.Corrupt(
            "the store has layout version " + layout + ", this program reads " + Layout.VERSION);
      }
    }

    private static void requireShape(String table, String made, String opened) {
      if (!opened.equals(made)) {
        throw new StoreException.Corrupt(
            "table " + table + " was made as " + made + " and is opened as " + opened);
      }
    }
  }

  private Set<String> tables() {
    Set<String> names = new HashSet<>();
    session
        .execute(
            SimpleStatement.newInstance(
                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", name))
        .forEach(row -> names.add(String.valueOf(row.getString(0))));
    return names;
  }

  /** Changes the schema, and waits until every node that is up has the change. */
  private void define(String statement) {
    Node first = nodes().getFirst();
    execute(SimpleStatement.newInstance(statement).setTimeout(DDL).setNode(first));
    long giveUp = System.nanoTime() + DDL.toNanos();
    // The driver compares what one node has heard of the others, which may be old; so ask each.
    while (nodes().stream().map(this::version).distinct().count() > 1) {
      if (System.nanoTime() - giveUp > 0) {
        throw new StoreException.Unavailable(
            "the nodes do not agree on the schema: see that all of them run, and open again");
      }
      Pause.of(AGREEMENT);
    }
  }

  private String version(Node node) {
    Row row =
        session
            .execute(
                SimpleStatement.newInstance("SELECT schema_version FROM system.local")
                    .setNode(node))
            .one();
    return String.valueOf(row == null ? null : row.getUuid(0));
  }

  private List<Node> nodes() {
    List<Node> nodes =
        session.getMetadata().getNodes().values().stream()
            .filter(node -> node.getState() == NodeState.UP)
            .filter(node -> node.getDistance() != NodeDistance.IGNORED)
            .toList();
    if (nodes.isEmpty()) {
      throw new StoreException.Unavailable("no node of the local data centre answers");
    }
    return nodes;
  }

  private ResultSet execute(SimpleStatement statement) {
    return session.execute(statement.setIdempotent(true));
  }
}
