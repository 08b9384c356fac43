package org.bricscodes.label;

import java.util.Arrays;
import java.util.List;
import org.bricscodes.label.LabelFault.Reason;

/** The dots of label printers. */
public enum PrinterDensity {

  /** 8 dots a millimetre. */
  DPI_203(203, "8 dots a millimetre"),

  /** 12 dots a millimetre. */
  DPI_300(300, "12 dots a millimetre"),

  /** 24 dots a millimetre. */
  DPI_600(600, "24 dots a millimetre");

  private final int dotsPerInch;
  private final String description;

  PrinterDensity(int dotsPerInch, String description) {
    this.dotsPerInch = dotsPerInch;
    this.description = description;
  }

  /** The density of a number of dots an inch. */
  public static PrinterDensity of(int dotsPerInch) {
    return Arrays.stream(values())
        .filter(density -> density.dotsPerInch == dotsPerInch)
        .findFirst()
        .orElseThrow(
            () ->
                new LabelException(
                    List.of(
                        new LabelFault(
                            Reason.VALUE, "dpi", dotsPerInch + " dpi", "203, 300 or 600"))));
  }

  /** 203, 300 or 600. */
  public int dotsPerInch() {
    return dotsPerInch;
  }

  /** In words, as printers' manuals count. */
  public String description() {
    return description;
  }
}
