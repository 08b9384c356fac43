package org.bricscodes.epcis;

import java.util.Optional;

/**
 * How the identifiers of answered events are to be written: the values of the header {@code
 * GS1-EPC-Format} (EPCIS 2.0 §12.8).
 */
public enum EpcFormat {
  /** As sent. */
  NO_PREFERENCE("No_Preference"),
  /** GS1 Digital Links; always possible. */
  ALWAYS_GS1_DIGITAL_LINK("Always_GS1_Digital_Link"),
  /** EPC URNs, where the length of the company prefix is known. */
  ALWAYS_EPC_URN("Always_EPC_URN"),
  /** As sent. */
  NEVER_TRANSLATES("Never_Translates");

  private final String headerText;

  EpcFormat(String headerText) {
    this.headerText = headerText;
  }

  /** The format a header names, spelled exactly so; white space around it is no part of it. */
  public static Optional<EpcFormat> parse(String headerText) {
    String wanted = headerText.strip();
    for (EpcFormat format : values()) {
      if (format.headerText.equals(wanted)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The text of the header. */
  @Override
  public String toString() {
    return headerText;
  }
}
