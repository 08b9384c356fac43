package org.bricscodes.query;

import java.util.List;
import org.bricscodes.epcis.RecordedEvent;

/** What is brought to a subscriber at once. */
public sealed interface Parcel {

  String queryName();

  String subscriptionID();

  /**
   * Events that match, in the order of recording.
   *
   * @param events none only where an empty report was asked for
   */
  record Results(String queryName, String subscriptionID, List<RecordedEvent> events)
      implements Parcel {
    public Results {
      events = List.copyOf(events);
    }
  }

  /**
   * The query cannot be run just now, which is our fault: nothing is lost, and it is tried again.
   *
   * @param cause for the log, and to tell limits from faults
   */
  record Failure(String queryName, String subscriptionID, RuntimeException cause)
      implements Parcel {}
}
