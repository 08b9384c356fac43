package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Table;

/** Every statement there is, prepared once. */
final class Statements {

  /** What is done with a table. */
  enum Kind {
    GET,
    PUT,
    DELETE,
    SCAN_UP,
    SCAN_UP_TO,
    SCAN_DOWN,
    SCAN_DOWN_TO,
    /** All rows; those of higher tokens than a partition's; the partitions of its token. */
    SWEEP,
    SWEEP_BEHIND,
    SAME_TOKEN,
    /** Of shape STATES alone: sets a row, its operation and its value, if it stands as given. */
    SWAP,
    /** The same, leaving its value. */
    GUARD,
  }

  private static final String NAMED =
      " WHERE partition = :partition AND sort = :sort IF value = :expected AND op != :operation";
  private static final String KEY = " WHERE partition = ? AND sort = ?";

  private final Map<Table, Map<Kind, PreparedStatement>> tables;
  private final PreparedStatement putPart;
  private final PreparedStatement parts;
  private final PreparedStatement deleteParts;

  private Statements(
      Map<Table, Map<Kind, PreparedStatement>> tables,
      PreparedStatement putPart,
      PreparedStatement parts,
      PreparedStatement deleteParts) {
    this.tables = tables;
    this.putPart = putPart;
    this.parts = parts;
    this.deleteParts = deleteParts;
  }

  /** Prepares all; blocks. */
  static Statements prepare(CqlSession session, Layout layout, Set<Table> tables) {
    Map<Table, Map<Kind, CompletionStage<PreparedStatement>>> asked = new HashMap<>();
    for (Table table : tables) {
      Map<Kind, CompletionStage<PreparedStatement>> of = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        if (table.shape() == Table.Shape.STATES || kind.compareTo(Kind.SWAP) < 0) {
          of.put(kind, session.prepareAsync(text(layout.name(table), table, kind)));
        }
      }
      asked.put(table, of);
    }
    String ofRow = " WHERE \"table\" = ? AND partition = ? AND sort = ?";
    CompletionStage<PreparedStatement> putPart =
        session.prepareAsync(
            "INSERT INTO "
                + layout.parts()
                + " (\"table\", partition, sort, id, part, value) VALUES (?, ?, ?, ?, ?, ?)");
    CompletionStage<PreparedStatement> parts =
        session.prepareAsync("SELECT value FROM " + layout.parts() + ofRow + " AND id = ?");
    CompletionStage<PreparedStatement> deleteParts =
        session.prepareAsync("DELETE FROM " + layout.parts() + ofRow);
    Map<Table, Map<Kind, PreparedStatement>> prepared = new HashMap<>();
    asked.forEach(
        (table, of) -> {
          Map<Kind, PreparedStatement> ready = new EnumMap<>(Kind.class);
          of.forEach((kind, statement) -> ready.put(kind, join(statement)));
          prepared.put(table, ready);
        });
    return new Statements(prepared, join(putPart), join(parts), join(deleteParts));
  }

  PreparedStatement of(Table table, Kind kind) {
    Map<Kind, PreparedStatement> of = tables.get(table);
    PreparedStatement statement = of == null ? null : of.get(kind);
    if (statement == null) {
      throw new IllegalStateException("no statement " + kind + " for table " + table.name());
    }
    return statement;
  }

  PreparedStatement scan(Table table, Scan.Order order, boolean bounded) {
    return of(
        table,
        switch (order) {
          case ASCENDING -> bounded ? Kind.SCAN_UP_TO : Kind.SCAN_UP;
          case DESCENDING -> bounded ? Kind.SCAN_DOWN_TO : Kind.SCAN_DOWN;
        });
  }

  PreparedStatement putPart() {
    return putPart;
  }

  PreparedStatement parts() {
    return parts;
  }

  PreparedStatement deleteParts() {
    return deleteParts;
  }

  private static String text(String name, Table table, Kind kind) {
    boolean states = table.shape() == Table.Shape.STATES;
    String scan = "SELECT sort, value FROM " + name + " WHERE partition = ? AND sort >= ?";
    return switch (kind) {
      case GET -> "SELECT value FROM " + name + KEY;
      // By UPDATE a row of states leaves no marker behind: without value and operation it is gone.
      case PUT ->
          states
              ? "UPDATE " + name + " SET value = ?" + KEY
              : "INSERT INTO " + name + " (value, partition, sort) VALUES (?, ?, ?)";
      case DELETE -> "DELETE " + (states ? "value " : "") + "FROM " + name + KEY;
      case SCAN_UP -> scan;
      case SCAN_UP_TO -> scan + " AND sort < ?";
      case SCAN_DOWN -> scan + " ORDER BY sort DESC";
      case SCAN_DOWN_TO -> scan + " AND sort < ? ORDER BY sort DESC";
      case SWEEP -> "SELECT partition, sort, value FROM " + name;
      case SWEEP_BEHIND ->
          "SELECT partition, sort, value FROM " + name + " WHERE token(partition) > token(?)";
      case SAME_TOKEN ->
          "SELECT DISTINCT partition FROM " + name + " WHERE token(partition) = token(?)";
      case SWAP -> "UPDATE " + name + " SET op = :op, value = :value" + NAMED;
      case GUARD -> "UPDATE " + name + " SET op = :op" + NAMED;
    };
  }

  private static PreparedStatement join(CompletionStage<PreparedStatement> statement) {
    CompletableFuture<PreparedStatement> future = statement.toCompletableFuture();
    return future.join();
  }
}
