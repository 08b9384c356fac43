package org.bricscodes.provenance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.RecordedEvent;

/** Error declarations: a declaring event repeats the original, its eventID included. */
final class Corrections {

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

  private static Original original(RecordedEvent recorded) {
    return new Original(recorded.party(), recorded.eventID());
  }
}
