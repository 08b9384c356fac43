package org.bricscodes.gs1;

import java.util.List;

/**
 * A component or part class, or with a serial one part.
 *
 * @param reference company prefix and part reference, 1 to 30 characters of CSET 39
 * @param serial 1 to 12 digits without leading zero, or empty for the class itself
 */
public record Cpi(String reference, String serial) implements Identifier {

  public Cpi {
    AiTable.check("8010", reference);
    if (!serial.isEmpty()) {
      AiTable.check("8011", serial);
    }
  }

  @Override
  public List<Element> elements() {
    Element key = new Element("8010", reference);
    return serial.isEmpty() ? List.of(key) : List.of(key, new Element("8011", serial));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
