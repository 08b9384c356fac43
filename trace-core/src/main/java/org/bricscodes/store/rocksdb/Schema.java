package org.bricscodes.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;

/**
 * What a directory says it holds: the layout's version and every table with its shape. Recorded in
 * RocksDB's default family after the tables exist and before anything is written to them.
 *
 * @param tables shape by name
 */
record Schema(int version, Map<String, Table.Shape> tables) {

  /** Of the layout: {@link RowKey}, this record, and the use of each family. */
  static final int VERSION = 1;

  static final byte[] KEY = "schema".getBytes(StandardCharsets.US_ASCII);

  private static final String FIRST_LINE = "brics-codes store ";

  static Schema of(Set<Table> tables) {
    return new Schema(
        VERSION, tables.stream().collect(Collectors.toMap(Table::name, Table::shape)));
  }

  /**
   * Reads what {@link #bytes} made.
   *
   * @throws StoreException.Corrupt if it is anything else
   */
  static Schema parse(byte[] bytes) {
    List<String> lines = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    try {
      if (lines.isEmpty() || !lines.getFirst().startsWith(FIRST_LINE)) {
        throw new IllegalArgumentException("unknown first line");
      }
      int version = Integer.parseInt(lines.getFirst().substring(FIRST_LINE.length()));
      Map<String, Table.Shape> tables = new TreeMap<>();
      if (version == VERSION) {
        for (String line : lines.subList(1, lines.size())) {
          int space = line.indexOf(' ');
          tables.put(line.substring(space + 1), Table.Shape.valueOf(line.substring(0, space)));
        }
      }
      return new Schema(version, tables);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StoreException.Corrupt("the store's schema record cannot be read", e);
    }
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append(version).append('\n');
    new TreeMap<>(tables)
        .forEach((name, shape) -> text.append(shape).append(' ').append(name).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Checks that a program made for {@code wanted} understands what is here.
   *
   * @throws StoreException.Corrupt naming what it does not
   */
  void requireReadableAs(Schema wanted) {
    if (version != wanted.version) {
      throw new StoreException.Corrupt(
          "the store has layout version " + version + ", this program reads " + wanted.version);
    }
    tables.forEach(
        (name, shape) -> {
          Table.Shape other = wanted.tables.get(name);
          if (other == null) {
            throw new StoreException.Corrupt(
                "the store holds table " + name + ", which this program does not know");
          }
          if (other != shape) {
            throw new StoreException.Corrupt(
                "table " + name + " was made as " + shape + " and is opened as " + other);
          }
        });
  }
}
