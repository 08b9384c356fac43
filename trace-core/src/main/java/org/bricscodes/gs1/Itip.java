package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A piece of a trade item that comes in several pieces: as a class, of a lot, or one instance.
 *
 * @param digits 18 digits: GTIN with a valid check digit, piece number, number of pieces
 * @param lot 1 to 20 characters of CSET 82, or empty; empty when there is a serial
 * @param serial 1 to 20 characters of CSET 82, or empty
 */
public record Itip(String digits, String lot, String serial) implements Identifier {

  public Itip {
    AiTable.check("8006", digits);
    if (!lot.isEmpty()) {
      AiTable.check("10", lot);
    }
    if (!serial.isEmpty()) {
      AiTable.check("21", serial);
    }
    if (!lot.isEmpty() && !serial.isEmpty()) {
      throw Faults.one(Reason.VALUE, "10", 0, lot, "lot or serial, not both");
    }
  }

  /** The trade item of which this is a piece. */
  public Gtin gtin() {
    return new Gtin(digits.substring(0, 14));
  }

  @Override
  public List<Element> elements() {
    Element key = new Element("8006", digits);
    if (!serial.isEmpty()) {
      return List.of(key, new Element("21", serial));
    }
    return lot.isEmpty() ? List.of(key) : List.of(key, new Element("10", lot));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
