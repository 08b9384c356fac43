package org.bricscodes.gs1;

import java.util.List;

/**
 * A physical location: Global Location Number.
 *
 * @param digits 13 digits with a valid check digit
 */
public record Gln(String digits) implements Identifier {

  public Gln {
    AiTable.check("414", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("414", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
