package org.bricscodes.gs1;

import java.util.List;

/**
 * A recipient in a service relation.
 *
 * @param digits 18 digits with a valid check digit
 */
public record Gsrn(String digits) implements Identifier {

  public Gsrn {
    AiTable.check("8018", digits);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8018", digits));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
