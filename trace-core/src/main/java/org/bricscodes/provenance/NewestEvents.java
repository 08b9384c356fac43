package org.bricscodes.provenance;

import java.util.Collection;
import java.util.List;

/** Recorded events by index term, from the newest. */
public interface NewestEvents {

  /**
   * The events that carry any of {@code terms} and were recorded last, newest first, each once.
   * Blocks; safe for use from any thread.
   *
   * @param terms under which stands when an event was recorded, such as {@link
   *     org.bricscodes.epcis.RecallTerms#told}
   * @param limit at most so many
   */
  List<EventSource.Found> newest(Collection<String> terms, int limit);
}
