package org.bricscodes.provenance;

import java.util.Comparator;
import java.util.List;

/**
 * Everything recorded that belongs to an item's past.
 *
 * @param events oldest first; at the same moment in the order of recording
 * @param complete false if a bound of {@link TraceGraph} cut the search short
 */
public record Trace(List<TracedEvent> events, boolean complete) {

  static final Comparator<TracedEvent> ORDER =
      Comparator.comparing(TracedEvent::time)
          .thenComparingLong(traced -> traced.recorded().sequence());

  public Trace {
    events = events.stream().sorted(ORDER).toList();
  }
}
