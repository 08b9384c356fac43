package org.bricscodes.provenance;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Everything recorded that belongs to an item's past.
 *
 * @param events oldest first; at the same moment in the order of recording
 * @param complete false if a bound of {@link TraceGraph} cut the search short
 * @param subjects the identifiers that were followed, canonical: the item's, its lot's, those of
 *     containers and inputs
 * @param withdrawn the sequences of those that speak of a recall and that their reporter declared
 *     wrong by an event that is not among these, since it does not repeat what they say
 */
public record Trace(
    List<TracedEvent> events, boolean complete, Set<String> subjects, Set<Long> withdrawn) {

  static final Comparator<TracedEvent> ORDER =
      Comparator.comparing(TracedEvent::time)
          .thenComparingLong(traced -> traced.recorded().sequence());

  public Trace {
    events = events.stream().sorted(ORDER).toList();
    subjects = Set.copyOf(subjects);
    withdrawn = Set.copyOf(withdrawn);
  }

  public Trace(List<TracedEvent> events, boolean complete, Set<String> subjects) {
    this(events, complete, subjects, Set.of());
  }

  public Trace(List<TracedEvent> events, boolean complete) {
    this(events, complete, Set.of());
  }
}
