package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event of a bundle as the file gives it, unchecked.
 *
 * @param entryVersion of its log entry
 * @param hash empty where {@code part} is given, as are {@code event} and {@code salt}
 * @param part what is shown of it; null if that is all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawEvent(
    long index,
    int entryVersion,
    String party,
    String recordTime,
    String hash,
    String context,
    String event,
    byte[] salt,
    @Nullable EventPart part) {

  /** An event as a file has it that shows all of it, or this part. */
  static RawEvent of(RecordedEvent recorded, @Nullable EventPart part) {
    RawEvent whole =
        new RawEvent(
            recorded.sequence(),
            recorded.entryVersion(),
            recorded.party(),
            recorded.recordTimeText(),
            BundleJson.hashUri(recorded.eventHash()),
            new String(recorded.context(), StandardCharsets.UTF_8),
            new String(recorded.event(), StandardCharsets.UTF_8),
            recorded.salt(),
            null);
    return part == null ? whole : whole.with(part);
  }

  /** The same event, of which only this is shown. */
  RawEvent with(EventPart other) {
    return new RawEvent(
        index, entryVersion, party, recordTime, "", context, "", new byte[0], other);
  }

  RawEvent withContext(String other) {
    return new RawEvent(index, entryVersion, party, recordTime, hash, other, event, salt, part);
  }

  /** Whether only the second version of a file's form can hold it. */
  boolean isSecond() {
    return entryVersion > 1 || part != null;
  }
}
