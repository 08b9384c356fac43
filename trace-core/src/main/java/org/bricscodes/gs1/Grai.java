package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A type of returnable asset, or with a serial one asset.
 *
 * @param typeDigits 13 digits with a valid check digit (without the leading zero of AI 8003)
 * @param serial 1 to 16 characters of CSET 82, or empty for the type itself
 */
public record Grai(String typeDigits, String serial) implements Identifier {

  public Grai {
    if (typeDigits.length() != 13) {
      throw Faults.one(Reason.LENGTH, "8003", 0, typeDigits, "13 digits");
    }
    AiTable.check("8003", "0" + typeDigits + serial);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8003", "0" + typeDigits + serial));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
