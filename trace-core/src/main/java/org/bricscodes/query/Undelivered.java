package org.bricscodes.query;

import java.util.List;
import org.bricscodes.epcis.RecordedEvent;

/**
 * The batch a subscription is stuck at.
 *
 * @param events in the order of recording; may be none, where an empty report is what failed
 */
public record Undelivered(SubscriptionView view, Trouble trouble, List<RecordedEvent> events) {
  public Undelivered {
    events = List.copyOf(events);
  }
}
