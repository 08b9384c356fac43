package org.bricscodes.gs1;

import java.util.List;

/**
 * A party: Global Location Number of a legal entity or function.
 *
 * @param digits 13 digits with a valid check digit
 */
public record Pgln(String digits) implements Identifier {

  public Pgln {
    AiTable.check("417", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("417", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
