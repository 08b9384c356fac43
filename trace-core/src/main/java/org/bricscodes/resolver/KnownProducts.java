package org.bricscodes.resolver;

import org.bricscodes.gs1.Gtin;

/**
 * Whether a product without registered links is known all the same: codes were issued for it, or
 * events name it. A product nobody knows is not found (clause 2.6.1). May read a store or ask
 * another service, and block.
 */
@FunctionalInterface
public interface KnownProducts {

  /** Whether anything is known of the product. */
  boolean knows(Gtin gtin);
}
