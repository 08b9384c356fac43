package org.bricscodes.provenance;

import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Place;
import org.jspecify.annotations.Nullable;

/** Where an event happened. */
final class Places {

  private static final String EXTENSION = "/254/";

  private Places() {}

  /**
   * The most telling of the event's places: the read point's name, else the business location's.
   */
  static @Nullable NamedPlace of(EpcisEvent event, Names names) {
    Place[] candidates = {event.readPoint(), event.bizLocation()};
    String first = null;
    for (Place candidate : candidates) {
      if (candidate != null) {
        String uri = candidate.id().canonical();
        NamedPlace named = names.place(uri).or(() -> names.place(site(uri))).orElse(null);
        if (named != null) {
          return named;
        }
        first = first == null ? uri : first;
      }
    }
    return first == null ? null : new NamedPlace(first, first, null, null, null, null);
  }

  /** The location number of where the event happened, without its extension. */
  static @Nullable String site(EpcisEvent event) {
    Place place = event.readPoint() == null ? event.bizLocation() : event.readPoint();
    return place == null ? null : site(place.id().canonical());
  }

  private static String site(String canonical) {
    int extension = canonical.indexOf(EXTENSION);
    return extension < 0 ? canonical : canonical.substring(0, extension);
  }
}
