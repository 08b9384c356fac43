package org.bricscodes.query;

import java.util.Optional;
import org.bricscodes.epcis.VocabularyElement;

/**
 * Where queries look up what was said of places, parties and classes: {@code WD_}, {@code HASATTR_}
 * and {@code EQ_ATTR_} parameters. Calls may block and may come from any thread.
 */
@FunctionalInterface
public interface MasterDataSource {

  /** What is said of a thing, by its canonical id. */
  Optional<VocabularyElement> find(String id);

  /** Knows nothing. */
  static MasterDataSource none() {
    return id -> Optional.empty();
  }
}
