package org.bricscodes.resolver;

import java.util.Optional;
import org.bricscodes.gs1.Gtin;

/**
 * Whose a product is before anybody registered links for it. Called when a party registers links of
 * a product nobody owns yet; may read a store and block.
 */
@FunctionalInterface
public interface Issuers {

  /** Of no product anything is known. */
  Issuers NONE = gtin -> Optional.empty();

  /**
   * The party that issued the first codes for a product, however many did since; empty: nobody did,
   * and it is open to whoever comes first.
   */
  Optional<String> first(Gtin gtin);
}
