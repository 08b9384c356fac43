package org.bricscodes.resolver;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;

/**
 * The rows of the registry. The layout is permanent.
 *
 * <pre>
 *   link_anchors   anchor                → document, {@link LinkRow}
 *   link_products  GTIN                  → shapes, owner, {@link Product}
 *   link_listed    01 ‖ owner · anchor   → (empty)
 *                  00         · owner    → (empty)
 * </pre>
 *
 * <p>An anchor is its GTIN (14 digits), its shape (1 byte), and the values of its qualifiers, each
 * ended by a zero byte. Every anchor is a partition of its own, so that a product with a million
 * linked items is spread like any million rows.
 */
final class LinkTables {

  static final Table ANCHORS = new Table("link_anchors", Table.Shape.STATES);
  static final Table PRODUCTS = new Table("link_products", Table.Shape.STATES);
  static final Table LISTED = new Table("link_listed", Table.Shape.POSTINGS);

  static final byte[] OWNERS = {0};

  private LinkTables() {}

  static Set<Table> all() {
    return Set.of(ANCHORS, PRODUCTS, LISTED);
  }

  static Key anchor(Anchor anchor) {
    return Key.of(ANCHORS, anchor.bytes());
  }

  static Key product(Gtin gtin) {
    return Key.of(PRODUCTS, gtin.digits().getBytes(StandardCharsets.US_ASCII));
  }

  static Key listed(String owner, Anchor anchor) {
    return new Key(LISTED, listing(owner), anchor.bytes());
  }

  static Key owner(String owner) {
    return new Key(LISTED, OWNERS, owner.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] listing(String owner) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    byte[] partition = new byte[1 + name.length];
    partition[0] = 1;
    System.arraycopy(name, 0, partition, 1, name.length);
    return partition;
  }
}
