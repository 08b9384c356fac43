package org.bricscodes.query;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events that were parsed last: when an event is recorded, every subscription asks about it.
 * Safe for use from any thread; bounded by the number and by the size of what is kept.
 */
final class RecentEvents {

  private static final int KEPT = 256;
  private static final int MAX_BYTES = 8 << 10;

  private record Entry(RecordedEvent recorded, EpcisEvent parsed) {

    boolean isOf(RecordedEvent event) {
      return recorded.sequence() == event.sequence()
          && Arrays.equals(recorded.contentDigest(), event.contentDigest());
    }
  }

  private final EpcisJson reader;
  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(KEPT);

  RecentEvents(EpcisJson reader) {
    this.reader = reader;
  }

  EpcisEvent parsed(RecordedEvent event) {
    int slot = (int) (event.sequence() % KEPT);
    Entry known = entries.get(slot);
    if (known != null && known.isOf(event)) {
      return known.parsed();
    }
    EpcisEvent parsed = reader.parseEvent(event.event(), event.context());
    if (event.event().length + event.context().length <= MAX_BYTES) {
      entries.set(slot, new Entry(event, parsed));
    }
    return parsed;
  }
}
