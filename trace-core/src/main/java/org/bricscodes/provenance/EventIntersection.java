package org.bricscodes.provenance;

import java.util.List;

/** Recorded events that carry two index terms at once. */
public interface EventIntersection {

  /**
   * The newest events that carry both terms, newest first. Bounded work: where hardly any event of
   * very many carries both, the oldest of them may be missing. Blocks; any thread.
   *
   * @param limit at most so many
   */
  List<EventSource.Found> newest(String term, String other, int limit);
}
