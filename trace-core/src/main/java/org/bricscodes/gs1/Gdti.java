package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A document type, or with a serial one document.
 *
 * @param typeDigits 13 digits with a valid check digit
 * @param serial 1 to 17 characters of CSET 82, or empty for the type itself
 */
public record Gdti(String typeDigits, String serial) implements Identifier {

  public Gdti {
    if (typeDigits.length() != 13) {
      throw Faults.one(Reason.LENGTH, "253", 0, typeDigits, "13 digits");
    }
    AiTable.check("253", typeDigits + serial);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("253", typeDigits + serial));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
