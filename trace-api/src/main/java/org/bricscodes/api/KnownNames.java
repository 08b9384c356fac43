package org.bricscodes.api;

import java.util.Optional;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.provenance.Names;

/** Places as captured master data call them, parties as their keys do. */
record KnownNames(PlaceNames places, ApiKeys keys) implements Names {

  @Override
  public Optional<NamedPlace> place(String uri) {
    return places.find(uri);
  }

  @Override
  public Optional<String> party(String uri) {
    return keys.nameOf(uri);
  }
}
