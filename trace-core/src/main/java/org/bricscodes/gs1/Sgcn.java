package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A coupon, or with a serial one instance of it.
 *
 * @param typeDigits 13 digits with a valid check digit
 * @param serial 1 to 12 digits, or empty for the type itself
 */
public record Sgcn(String typeDigits, String serial) implements Identifier {

  public Sgcn {
    if (typeDigits.length() != 13) {
      throw Faults.one(Reason.LENGTH, "255", 0, typeDigits, "13 digits");
    }
    AiTable.check("255", typeDigits + serial);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("255", typeDigits + serial));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
