package org.bricscodes.resolver;

import org.bricscodes.gs1.DigitalLink;

/**
 * Whether a product without registered links is known all the same: codes were issued for it,
 * events name it, or this very item was registered. A product nobody knows is not found (clause
 * 2.6.1). May read a store or ask another service, and block.
 */
@FunctionalInterface
public interface KnownProducts {

  /**
   * Whether anything is known of what a link names.
   *
   * @param link of a GTIN
   */
  boolean knows(DigitalLink link);
}
