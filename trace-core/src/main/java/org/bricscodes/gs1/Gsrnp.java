package org.bricscodes.gs1;

import java.util.List;

/**
 * A provider in a service relation.
 *
 * @param digits 18 digits with a valid check digit
 */
public record Gsrnp(String digits) implements Identifier {

  public Gsrnp {
    AiTable.check("8017", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8017", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
