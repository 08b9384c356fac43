package org.bricscodes.provenance;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;

/** Error declarations: a declaring event repeats the original, its eventID included. */
final class Corrections {

  /** Events with some eventIDs that are looked at: anybody may record one with another's. */
  private static final int MAX_LOOKED_UP = 2_000;

  private record Original(String party, String eventID) {}

  private Corrections() {}

  /**
   * The events without those that their own reporter declared in error. Nobody else can withdraw an
   * event.
   */
  static List<EventSource.Found> withoutWithdrawn(List<EventSource.Found> events) {
    Set<Original> withdrawn = new HashSet<>();
    for (EventSource.Found event : events) {
      if (event.event().common().errorDeclaration() != null) {
        withdrawn.add(original(event.recorded()));
      }
    }
    if (withdrawn.isEmpty()) {
      return events;
    }
    return events.stream()
        .filter(
            event ->
                event.event().common().errorDeclaration() != null
                    || !withdrawn.contains(original(event.recorded())))
        .toList();
  }

  /**
   * The same, where an event may have been declared wrong by one that repeats its eventID alone,
   * and so is not among those found: looks the eventIDs up, in one search.
   */
  static List<EventSource.Found> withoutWithdrawn(
      List<EventSource.Found> events, EventSource source) {
    List<EventSource.Found> left = withoutWithdrawn(events);
    Set<Long> withdrawn =
        withdrawn(left.stream().map(EventSource.Found::recorded).toList(), source);
    return left.stream().filter(event -> !withdrawn.contains(event.recorded().sequence())).toList();
  }

  /** The sequences of those that their own reporter declared wrong, whatever that says besides. */
  static Set<Long> withdrawn(List<RecordedEvent> events, EventSource source) {
    if (events.isEmpty()) {
      return Set.of();
    }
    List<String> terms =
        events.stream().map(event -> EventTerms.eventID(event.eventID())).distinct().toList();
    Set<Original> declared = new HashSet<>();
    for (EventSource.Found found : source.find(terms, Instant.MIN, Instant.MAX, MAX_LOOKED_UP)) {
      if (found.event().common().errorDeclaration() != null) {
        declared.add(original(found.recorded()));
      }
    }
    // A declaration is none of what it declares.
    Set<Long> withdrawn = new HashSet<>();
    for (RecordedEvent event : events) {
      if (declared.contains(original(event))) {
        withdrawn.add(event.sequence());
      }
    }
    return withdrawn;
  }

  private static Original original(RecordedEvent recorded) {
    return new Original(recorded.party(), recorded.eventID());
  }
}
