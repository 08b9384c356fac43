package org.bricscodes.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The first rows of things whose roles were asked for, for one purpose that takes a moment and
 * comes back to the same things: none is read twice, and what is recorded meanwhile is not seen. It
 * grows with each thing, by a few kilobytes; the purpose has a bound. One thread at a time.
 */
public final class ReadThings {

  private final Map<String, Supplier<Page>> pages = new HashMap<>();

  /** Nothing was read yet. */
  public ReadThings() {}

  Supplier<Page> page(String thing, Supplier<Supplier<Page>> ask) {
    return pages.computeIfAbsent(thing, _ -> ask.get());
  }
}
