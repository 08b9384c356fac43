package org.bricscodes.capture;

import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.Commitment;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.Salt;

/** What the transparency log holds for an event: a salted commitment and nothing readable. */
public final class EventCommitment {

  private EventCommitment() {}

  /** The log entry of a recorded event; a pure function of what is stored. */
  public static Commitment of(RecordedEvent event) {
    return of(
        event.entryVersion(),
        Salt.of(event.salt()),
        event.event(),
        event.context(),
        event.eventHash(),
        event.party(),
        event.recordTimeText());
  }

  /**
   * The log entry of an event that somebody else tells of, and that nobody has read yet.
   *
   * @param entryVersion 1 or 2
   */
  public static Commitment of(
      int entryVersion,
      Salt salt,
      byte[] event,
      byte[] context,
      byte[] eventHash,
      String party,
      String recordTimeText) {
    if (entryVersion == 2) {
      return EventTree.Rooted.of(salt, event, eventHash).commitment(context, party, recordTimeText);
    }
    List<Digest> digests =
        RecordedEvent.commitmentDigests(event, context, eventHash, party, recordTimeText).stream()
            .map(Digest::of)
            .toList();
    return Commitment.of(salt, digests);
  }
}
