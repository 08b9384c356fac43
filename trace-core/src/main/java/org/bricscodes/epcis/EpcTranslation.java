package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.gs1.Gs1Uri;

/**
 * Writes identifiers in the form that is asked for. A translated identifier has the canonical form
 * of the one it stands for, so that an event keeps its hash. Immutable; any thread.
 *
 * @param prefixes where company prefixes end, which an EPC URN shows and a Digital Link does not
 */
public record EpcTranslation(EpcFormat format, CompanyPrefixes prefixes) {

  private static final EpcTranslation AS_SENT =
      new EpcTranslation(EpcFormat.NO_PREFERENCE, CompanyPrefixes.none());

  /** Leaves every identifier as it was sent. */
  public static EpcTranslation asSent() {
    return AS_SENT;
  }

  /**
   * A URI in the form asked for. What is not a GS1 key, has no such form (a Digital Link whose
   * company prefix is unknown, or a lot of pieces), or has it already comes back as the same
   * object. A Digital Link on a host of its own is a Digital Link; as URN it loses its host.
   */
  public String of(String uri) {
    return switch (format) {
      case NO_PREFERENCE, NEVER_TRANSLATES -> uri;
      case ALWAYS_GS1_DIGITAL_LINK -> uri.startsWith("urn:epc:") ? Gs1Uri.canonical(uri) : uri;
      case ALWAYS_EPC_URN -> Gs1Uri.epcUrn(uri, prefixes);
    };
  }

  /**
   * A list in which no text stands twice, in the form asked for. Where two texts name one thing and
   * would become the same, one stays as it was sent: the list still has as many items, and none
   * twice.
   */
  List<String> ofUnique(List<String> uris) {
    if (uris.size() == 1) {
      return List.of(of(uris.getFirst()));
    }
    Set<String> written = new HashSet<>(uris);
    List<String> translated = new ArrayList<>(uris.size());
    for (String uri : uris) {
      String other = of(uri);
      translated.add(written.add(other) ? other : uri);
    }
    return translated;
  }

  /** Whether every identifier stays as it was sent. */
  boolean isNone() {
    return format == EpcFormat.NO_PREFERENCE || format == EpcFormat.NEVER_TRANSLATES;
  }

  /** Whether a URI that begins with this byte can have another form at all. */
  boolean mayChange(byte first) {
    return switch (format) {
      case NO_PREFERENCE, NEVER_TRANSLATES -> false;
      case ALWAYS_GS1_DIGITAL_LINK -> first == 'u';
      case ALWAYS_EPC_URN -> first == 'h' || first == 'H';
    };
  }
}
