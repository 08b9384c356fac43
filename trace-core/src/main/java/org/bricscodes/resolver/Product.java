package org.bricscodes.resolver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of a GTIN as a whole.
 *
 * @param owner the party whose links these are; null: nobody ever registered any
 * @param shapes which shapes of anchors ever had links, as bits; where a bit is not set no anchor
 *     has to be looked for
 */
public record Product(Gtin gtin, @Nullable String owner, int shapes) {

  private static final byte VERSION = 1;

  /** Whether an anchor of this shape may have links. */
  public boolean mayHave(Anchor.Shape shape) {
    return (shapes & shape.bit()) != 0;
  }

  static Product unknown(Gtin gtin) {
    return new Product(gtin, null, 0);
  }

  /** Version 1, shapes, owner. */
  static byte[] encode(String owner, int shapes) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(VERSION).put((byte) shapes).put(name).array();
  }

  static Product decode(Gtin gtin, byte @Nullable [] row) {
    if (row == null) {
      return unknown(gtin);
    }
    if (row.length < 3 || row[0] != VERSION) {
      throw new StoreException.Corrupt("product row of an unknown version");
    }
    String owner = new String(row, 2, row.length - 2, StandardCharsets.UTF_8);
    return new Product(gtin, owner, row[1]);
  }
}
