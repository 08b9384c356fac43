package org.bricscodes.codes;

import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/** Who registered links of a product; may read a store and block. */
@FunctionalInterface
public interface Brands {

  /** The party; null: nobody did. */
  @Nullable String of(Gtin gtin);
}
