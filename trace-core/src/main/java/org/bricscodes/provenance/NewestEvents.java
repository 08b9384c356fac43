package org.bricscodes.provenance;

import java.util.Collection;
import java.util.List;

/** Recorded events by index term, from the newest. */
public interface NewestEvents {

  /**
   * The newest events that carry any of {@code terms}, newest first, each once. Blocks; safe for
   * use from any thread.
   *
   * @param limit at most so many
   */
  List<EventSource.Found> newest(Collection<String> terms, int limit);
}
