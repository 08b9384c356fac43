package org.bricscodes.store.rocksdb;

import java.util.Map;

/**
 * A change, and what the families in it are called.
 *
 * @param families names by the numbers they have in the batch
 */
public record NamedChange(Change change, Map<Integer, String> families) {

  public NamedChange {
    families = Map.copyOf(families);
  }
}
