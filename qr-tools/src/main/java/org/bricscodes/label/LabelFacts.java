package org.bricscodes.label;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * What all labels of a batch say. The serial is added label by label.
 *
 * @param gtin printed as {@code (01)…}
 * @param lot printed as {@code (10)…}; null when the codes carry none
 * @param serialLength characters of every serial, 1 to 20, printed as {@code (21)…}
 * @param name the product's, in any script that a font can set; null for none; at most {@value
 *     #MAX_NAME} characters
 * @param dates at most {@value #MAX_DATES}, in the order they are printed
 */
public record LabelFacts(
    Gtin gtin,
    @Nullable String lot,
    int serialLength,
    @Nullable String name,
    List<LabelDate> dates) {

  /** Longest name, in characters. */
  public static final int MAX_NAME = 200;

  /** Most dates on a label. */
  public static final int MAX_DATES = 4;

  /** Longest serial (AI 21). */
  public static final int MAX_SERIAL = 20;

  public LabelFacts {
    dates = List.copyOf(dates);
    if (lot != null) {
      lot = new Element("10", lot).value();
    }
    if (name != null) {
      name = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }
    LabelException.throwIfAny(faults(serialLength, name, dates));
  }

  private static List<LabelFault> faults(
      int serialLength, @Nullable String name, List<LabelDate> dates) {
    List<LabelFault> faults = new ArrayList<>();
    if (serialLength < 1 || serialLength > MAX_SERIAL) {
      faults.add(value("serial", serialLength + " characters", "1 to " + MAX_SERIAL));
    }
    if (name != null && name.length() > MAX_NAME) {
      faults.add(value("name", name.length() + " characters", "at most " + MAX_NAME));
    }
    if (name != null && name.isEmpty()) {
      faults.add(value("name", "an empty text", "a name, or none"));
    }
    if (dates.size() > MAX_DATES) {
      faults.add(value("dates", dates.size() + " dates", "at most " + MAX_DATES));
    }
    for (LabelDate date : dates) {
      if (date.caption().length() > LabelDate.MAX_CAPTION) {
        faults.add(
            value(
                "dates",
                date.caption().length() + " characters of caption",
                "at most " + LabelDate.MAX_CAPTION));
      }
    }
    return faults;
  }

  private static LabelFault value(String part, String found, String expected) {
    return new LabelFault(LabelFault.Reason.VALUE, part, found, expected);
  }

  /**
   * The texts in brackets that people read (GS1 General Specifications, human readable
   * interpretation), each on one line and never broken.
   */
  List<TextLine> interpretation() {
    List<TextLine> lines = new ArrayList<>();
    lines.add(TextLine.fixed("(01)" + gtin.digits()));
    if (lot != null) {
      lines.add(TextLine.fixed("(10)" + lot));
    }
    lines.add(TextLine.withSerial("(21)", serialLength));
    return lines;
  }
}
