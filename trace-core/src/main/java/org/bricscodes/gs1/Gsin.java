package org.bricscodes.gs1;

import java.util.List;

/**
 * A shipment: logistic units under one despatch advice.
 *
 * @param digits 17 digits with a valid check digit
 */
public record Gsin(String digits) implements Identifier {

  public Gsin {
    AiTable.check("402", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("402", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
