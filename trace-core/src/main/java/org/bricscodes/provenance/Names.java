package org.bricscodes.provenance;

import java.util.Optional;

/** What places and parties are called, as far as somebody said. Callable from any thread. */
public interface Names {

  /**
   * A place.
   *
   * @param uri canonical
   */
  Optional<NamedPlace> place(String uri);

  /**
   * A party.
   *
   * @param uri as the event was recorded under
   */
  Optional<String> party(String uri);
}
