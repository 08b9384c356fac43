package org.bricscodes.resolver;

import java.nio.charset.StandardCharsets;

/**
 * Links as they stand in the registry.
 *
 * @param owner the party that registered them, a URI; who may change them, the product says
 * @param revision differs after every change
 */
public record Registered(String owner, long revision, AnchorLinks links) {

  /** Most bytes of a party's name in UTF-8. */
  public static final int MAX_OWNER = 1_000;

  public Registered {
    int bytes = owner.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_OWNER) {
      throw new IllegalArgumentException("a party has 1 to 1,000 bytes");
    }
  }
}
