package org.bricscodes.capture;

import java.util.Arrays;
import java.util.Optional;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.EntryCheck;

/**
 * Holds the entries of a log against the events that are stored: each must be the commitment to the
 * event at its place, of whatever version. An event that was erased is held against nothing.
 *
 * <p>Blocks on the store; any thread.
 */
public final class RetainedEvents implements EntryCheck {

  private final EventArchive archive;

  public RetainedEvents(EventArchive archive) {
    this.archive = archive;
  }

  @Override
  public Optional<String> check(long index, byte[] entry) {
    for (RecordedEvent event : archive.bySequence(index, 1)) {
      if (event.sequence() == index && !Arrays.equals(EventCommitment.of(event).bytes(), entry)) {
        return Optional.of("is not the commitment to the event that is stored");
      }
    }
    return Optional.empty();
  }
}
