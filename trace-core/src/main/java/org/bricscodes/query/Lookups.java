package org.bricscodes.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.epcis.VocabularyElement;

/** Master data looked up during one call, each thing once. Not safe for several threads. */
final class Lookups {

  private static final int MAX_KEPT = 1_000;

  private final MasterDataSource source;
  private final Map<String, Optional<VocabularyElement>> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<VocabularyElement>> e) {
          return size() > MAX_KEPT;
        }
      };

  Lookups(MasterDataSource source) {
    this.source = source;
  }

  Optional<VocabularyElement> find(String id) {
    Optional<VocabularyElement> known = kept.get(id);
    if (known == null) {
      known = source.find(id);
      kept.put(id, known);
    }
    return known;
  }
}
