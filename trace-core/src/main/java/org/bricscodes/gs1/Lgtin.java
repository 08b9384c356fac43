package org.bricscodes.gs1;

import java.util.List;

/**
 * A lot of trade items: GTIN and batch or lot number.
 *
 * @param gtin its class
 * @param lot 1 to 20 characters of CSET 82
 */
public record Lgtin(Gtin gtin, String lot) implements Identifier {

  public Lgtin {
    AiTable.check("10", lot);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("10", lot));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
