package org.bricscodes.resolver;

import java.util.Set;
import org.bricscodes.gs1.Gtin;

/**
 * Whose a product is before anybody registered links for it. Called when a party registers links of
 * a product nobody owns yet; may read a store and block.
 */
@FunctionalInterface
public interface Issuers {

  /** Of no product anything is known. */
  Issuers NONE = gtin -> Set.of();

  /** The parties that issued codes for a product; none: it is open to whoever comes first. */
  Set<String> of(Gtin gtin);
}
