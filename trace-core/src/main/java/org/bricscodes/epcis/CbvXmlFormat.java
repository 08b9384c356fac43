package org.bricscodes.epcis;

import java.util.Optional;

/**
 * How standard vocabulary values are to be written in XML, which has no bare words: the values of
 * the header {@code GS1-CBV-XML-Format} (EPCIS 2.0 §12.8). Values of one's own stay as they are.
 */
public enum CbvXmlFormat {
  /** Web URIs. */
  NO_PREFERENCE("No_Preference"),
  /** {@code https://ref.gs1.org/cbv/BizStep-shipping}. */
  ALWAYS_WEB_URI("Always_Web_URI"),
  /** {@code urn:epcglobal:cbv:bizstep:shipping}; Web URIs where CBV has no URN. */
  ALWAYS_URN("Always_URN"),
  /** Web URIs: events are kept with bare words, of which this is the nearest form. */
  NEVER_TRANSLATES("Never_Translates");

  private final String headerText;

  CbvXmlFormat(String headerText) {
    this.headerText = headerText;
  }

  /** The format a header names, spelled exactly so; white space around it is no part of it. */
  public static Optional<CbvXmlFormat> parse(String headerText) {
    String wanted = headerText.strip();
    for (CbvXmlFormat format : values()) {
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
