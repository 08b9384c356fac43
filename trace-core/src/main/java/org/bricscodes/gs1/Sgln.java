package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A place inside a physical location: GLN and extension.
 *
 * @param gln the location
 * @param extension 1 to 20 characters of CSET 82, not the single digit {@code 0}, which means no
 *     extension
 */
public record Sgln(Gln gln, String extension) implements Identifier {

  public Sgln {
    AiTable.check("254", extension);
    if (extension.equals("0")) {
      throw Faults.one(Reason.VALUE, "254", 0, extension, "no extension at all instead of 0");
    }
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("414", gln.digits()), new Element("254", extension));
  }

  /** The canonical Digital Link. */
  @Override
  public String toString() {
    return canonical();
  }
}
