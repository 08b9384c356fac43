package org.bricscodes.gs1;

import java.util.List;

/**
 * A consignment: goods a freight forwarder moves together.
 *
 * @param reference company prefix and reference, 1 to 30 characters of CSET 82
 */
public record Ginc(String reference) implements Identifier {

  public Ginc {
    AiTable.check("401", reference);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("401", reference));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
