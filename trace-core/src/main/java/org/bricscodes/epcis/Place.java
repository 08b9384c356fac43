package org.bricscodes.epcis;

import java.util.List;

/** A read point or a business location. */
public record Place(UriRef id, List<Extension> extensions) {

  public Place {
    extensions = List.copyOf(extensions);
  }
}
