package org.bricscodes.api.export;

import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.SignedCheckpoint;

/**
 * What an export holds, fixed before its first byte.
 *
 * @param query the canonical text of what was asked
 * @param visibility what the asker may see: {@code everyone}, or a party
 * @param size how many events were recorded; none of a later sequence is in it
 * @param checkpoint the newest that was published then
 */
public record ExportSnapshot(
    String query, String visibility, long size, SignedCheckpoint checkpoint) {

  /** Whether the checkpoint covers an event, so that a proof of it can be had under it. */
  boolean covers(RecordedEvent event) {
    return event.sequence() < checkpoint.size();
  }
}
