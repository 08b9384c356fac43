package org.bricscodes.gs1;

import java.util.List;

/**
 * A logistic unit: Serial Shipping Container Code.
 *
 * @param digits 18 digits with a valid check digit
 */
public record Sscc(String digits) implements Identifier {

  public Sscc {
    AiTable.check("00", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("00", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
