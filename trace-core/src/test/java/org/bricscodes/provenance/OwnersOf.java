package org.bricscodes.provenance;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.bricscodes.codes.Owners;
import org.bricscodes.gs1.Gtin;

/** One product, all its lots, and whose they are; nothing of any other. */
record OwnersOf(Gtin product, Set<String> parties) implements Owners {

  @Override
  public Set<String> ofProduct(Gtin gtin) {
    return gtin.equals(product) ? parties : Set.of();
  }

  @Override
  public Set<String> ofLot(Gtin gtin, String lot) {
    return ofProduct(gtin);
  }

  @Override
  public Set<Gtin> known(Collection<Gtin> gtins) {
    Set<Gtin> known = new HashSet<>(gtins);
    known.retainAll(Set.of(product));
    return known;
  }
}
