package org.bricscodes.provenance;

import org.bricscodes.provenance.EventSource.Found;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events that were read back, so that what many items share, a lot's making, a pallet's
 * journey, is read and parsed once. A recorded event never changes. Any thread; never blocks.
 */
public interface EventCache {

  /** Keeps nothing. */
  EventCache NONE =
      new EventCache() {
        @Override
        public @Nullable Found find(Posting posting) {
          return null;
        }

        @Override
        public void keep(Posting posting, Found event) {}
      };

  /** The event a posting points at, if it is kept. */
  @Nullable Found find(Posting posting);

  /** Keeps an event, or not. */
  void keep(Posting posting, Found event);
}
