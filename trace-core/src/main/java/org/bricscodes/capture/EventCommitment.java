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
    List<Digest> digests = event.commitmentDigests().stream().map(Digest::of).toList();
    return Commitment.of(Salt.of(event.salt()), digests);
  }
}
