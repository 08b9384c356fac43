package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.provenance.EventCache;
import org.bricscodes.provenance.EventSource.Found;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/** Parsed events, most used first, bounded by the bytes they were parsed from. */
final class KeptEvents implements EventCache {

  private static final long MAX_BYTES = 32L << 20;

  /** An event's objects take some times its bytes; this is for the small ones. */
  private static final int ENTRY_BYTES = 1_000;

  private final Cache<Posting, Found> events =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Posting posting, Found found) -> ENTRY_BYTES + bytes(found.recorded()))
          .build();

  @Override
  public @Nullable Found find(Posting posting) {
    return events.getIfPresent(posting);
  }

  @Override
  public void keep(Posting posting, Found event) {
    events.put(posting, event);
  }

  private static int bytes(RecordedEvent recorded) {
    return recorded.event().length + recorded.context().length;
  }
}
