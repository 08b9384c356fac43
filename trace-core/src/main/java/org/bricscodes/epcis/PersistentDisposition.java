package org.bricscodes.epcis;

import java.util.List;

/** Dispositions that stay until they are unset; at least one of the lists is not empty. */
public record PersistentDisposition(List<UriRef> set, List<UriRef> unset) {

  public PersistentDisposition {
    set = List.copyOf(set);
    unset = List.copyOf(unset);
  }
}
