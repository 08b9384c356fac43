package org.bricscodes.provenance;

import java.time.Instant;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.RecordedEvent;

/**
 * An event that belongs to an item's past, and how it came to belong.
 *
 * @param subject the identifier, canonical, under which the event was found
 */
public record TracedEvent(RecordedEvent recorded, EpcisEvent event, Via via, String subject) {

  /** Why an event concerns the item. */
  public enum Via {
    /** It names the item itself. */
    ITEM,
    /** It names the item's lot as a whole. */
    LOT,
    /** It names a container, while the item was inside. */
    CONTAINER,
    /** It names something the item was made from, up to when that was used. */
    INPUT,
    /** It recalls a product as a whole, its own or one that went in, or takes that back. */
    PRODUCT
  }

  Instant time() {
    return event.eventTime();
  }
}
