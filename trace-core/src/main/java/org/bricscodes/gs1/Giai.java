package org.bricscodes.gs1;

import java.util.List;

/**
 * An individual asset.
 *
 * @param reference company prefix and reference, 1 to 30 characters of CSET 82
 */
public record Giai(String reference) implements Identifier {

  public Giai {
    AiTable.check("8004", reference);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8004", reference));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
