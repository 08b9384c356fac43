package org.bricscodes.gs1;

import java.util.List;

/**
 * A unit pack identifier: GTIN and third-party controlled serial extension (EU 2018/574).
 *
 * @param gtin its class
 * @param tpx 1 to 28 characters of CSET 82
 */
public record Upui(Gtin gtin, String tpx) implements Identifier {

  public Upui {
    AiTable.check("235", tpx);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("235", tpx));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
