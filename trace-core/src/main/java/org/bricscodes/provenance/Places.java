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

  /** Where the goods were left: the business location, which EPCIS defines as after the event. */
  static @Nullable NamedPlace left(EpcisEvent event, Names names) {
    Place place = event.bizLocation();
    return place == null ? of(event, names) : named(place.id().canonical(), names);
  }

  /** The location number of where the event happened, without its extension. */
  static @Nullable String site(EpcisEvent event) {
    Place place = event.readPoint() == null ? event.bizLocation() : event.readPoint();
    return place == null ? null : site(place.id().canonical());
  }

  /** The location number of where the goods were left, without its extension. */
  static @Nullable String siteLeft(EpcisEvent event) {
    Place place = event.bizLocation();
    return place == null ? site(event) : site(place.id().canonical());
  }

  private static NamedPlace named(String uri, Names names) {
    return names
        .place(uri)
        .or(() -> names.place(site(uri)))
        .orElseGet(() -> new NamedPlace(uri, uri, null, null, null, null));
  }

  private static String site(String canonical) {
    int extension = canonical.indexOf(EXTENSION);
    return extension < 0 ? canonical : canonical.substring(0, extension);
  }
}
