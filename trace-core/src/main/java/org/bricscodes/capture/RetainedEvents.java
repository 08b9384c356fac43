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
  private final int writer;

  /** Of the service's own log. */
  public RetainedEvents(EventArchive archive) {
    this(archive, Sequences.SERVICE);
  }

  /**
   * @param writer whose log it is
   */
  public RetainedEvents(EventArchive archive, int writer) {
    this.archive = archive;
    this.writer = writer;
  }

  @Override
  public Optional<String> check(long index, byte[] entry) {
    long sequence = Sequences.of(writer, index);
    for (RecordedEvent event : archive.bySequence(sequence, 1)) {
      if (event.sequence() == sequence
          && !Arrays.equals(EventCommitment.of(event).bytes(), entry)) {
        return Optional.of("is not the commitment to the event that is stored");
      }
    }
    return Optional.empty();
  }
}
