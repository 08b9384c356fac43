package org.bricscodes.store.cassandra;

import java.util.List;
import org.bricscodes.store.Table;

/**
 * What lies in the keyspace; permanent.
 *
 * <pre>
 *   NAME     (partition blob, sort blob, value blob)            one for each table of the contract
 *   NAME     (partition blob, sort blob, value blob, op blob)   the same, of shape STATES
 *   _parts   ("table" text, partition blob, sort blob), (id blob, part int), value blob
 *   _schema  id text, layout int, identity blob, tables map     one row, "store"
 *   _owner   id text, owner blob, who text, address text, mark text,
 *            renewal bigint, ceiling bigint                     one row for each part, and
 *                                                               wants-... for who wants one
 * </pre>
 *
 * <p>{@code value} is a {@link Cell}. A row of STATES is there when its value is not null; {@code
 * op} is the id of the operation that last compared this row, and stays when the value goes. The
 * parts of a large value lie in a partition that belongs to its row, so that all of them can be
 * removed without being read. Names of the contract's tables begin with a letter, so none is taken
 * for one of ours. Every statement names the keyspace too, so that no connection has to be told.
 *
 * @param keyspace needs no quotes
 */
record Layout(String keyspace) {

  /**
   * Of this record, {@link Cell} and {@link LargeValues}, and of what the rows of the tables mean:
   * raised when who knows another must not open any part, since he would write what is not found,
   * or not find what was written. 1: roles of a thing were partitions of their own.
   */
  static final int VERSION = 2;

  private static final String COMPACTION =
      "compaction = {'class': 'UnifiedCompactionStrategy', 'scaling_parameters': 'T4'}";

  String name(Table table) {
    return name(table.name());
  }

  String owner() {
    return name("_owner");
  }

  String parts() {
    return name("_parts");
  }

  String schema() {
    return name("_schema");
  }

  private String name(String table) {
    return keyspace + ".\"" + table + '"';
  }

  String createOwner() {
    return "CREATE TABLE IF NOT EXISTS "
        + owner()
        + " (id text PRIMARY KEY, owner blob, who text, address text, mark text,"
        + " renewal bigint, ceiling bigint)";
  }

  List<String> createOwn() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + schema()
            + " (id text PRIMARY KEY, layout int, identity blob, tables map<text, text>)",
        "CREATE TABLE IF NOT EXISTS "
            + parts()
            + " (\"table\" text, partition blob, sort blob, id blob, part int, value blob,"
            + " PRIMARY KEY ((\"table\", partition, sort), id, part)) WITH "
            + COMPACTION);
  }

  String create(Table table) {
    String more =
        switch (table.shape()) {
          case STATES -> " op blob,";
          case ROWS, BODIES, POSTINGS -> "";
        };
    String compression =
        switch (table.shape()) {
          case BODIES -> " AND compression = {'class': 'ZstdCompressor', 'chunk_length_in_kb': 16}";
          case ROWS, POSTINGS, STATES -> "";
        };
    return "CREATE TABLE IF NOT EXISTS "
        + name(table)
        + " (partition blob, sort blob, value blob,"
        + more
        + " PRIMARY KEY (partition, sort)) WITH "
        + COMPACTION
        + compression;
  }
}
