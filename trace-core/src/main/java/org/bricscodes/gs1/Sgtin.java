package org.bricscodes.gs1;

import java.util.List;

/**
 * A trade item instance: GTIN and serial number.
 *
 * @param gtin its class
 * @param serial 1 to 20 characters of CSET 82
 */
public record Sgtin(Gtin gtin, String serial) implements Identifier {

  public Sgtin {
    AiTable.check("21", serial);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("21", serial));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
