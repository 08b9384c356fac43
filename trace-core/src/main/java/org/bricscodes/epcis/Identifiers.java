package org.bricscodes.epcis;

import java.util.Set;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.EpcUrn;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;

/** Tells a broken GS1 identifier from a URI that is none of GS1's business. */
final class Identifiers {

  /** EPC schemes that are not keys of GS1: their URNs have no other form. */
  private static final Set<String> OTHER_SCHEMES = Set.of("gid", "usdod", "adi", "bic", "imovn");

  private Identifiers() {}

  /**
   * What is wrong with a URI that claims to be a GS1 identifier; {@code null} if nothing is, or it
   * claims no such thing. A text that changed on the way to its canonical form is known to be
   * sound.
   */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the contract of Gs1Uri.canonical
  static @Nullable String problem(String text, String canonical) {
    if (canonical != text) {
      return null;
    }
    try {
      if (isOther(text)) {
        return null;
      }
      if (text.startsWith("urn:epc:id:") || text.startsWith("urn:epc:class:")) {
        EpcUrn.parse(text);
      } else if (text.startsWith("https://id.gs1.org/") && isKey(text)) {
        DigitalLink.parse(text);
      }
      return null;
    } catch (Gs1Exception e) {
      return e.getMessage();
    }
  }

  private static boolean isOther(String text) {
    int from = "urn:epc:id:".length();
    int colon = text.startsWith("urn:epc:id:") ? text.indexOf(':', from) : -1;
    return colon > 0
        && colon < text.length() - 1
        && OTHER_SCHEMES.contains(text.substring(from, colon));
  }

  private static boolean isKey(String text) {
    int first = "https://id.gs1.org/".length();
    return first < text.length() && Character.isDigit(text.charAt(first));
  }
}
