package org.bricscodes.provenance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a journey: an event as a reader needs it.
 *
 * @param sequence place in the repository's order, and in the log
 * @param eventTime when it happened
 * @param eventTimeZoneOffset where the clock stood, {@code +08:00}
 * @param bizStep the standard's word, or the last part of another vocabulary's URI
 * @param bizStepUri canonical
 * @param disposition like {@code bizStep}
 * @param subject the identifier the event was found under, canonical
 * @param by the party that recorded it
 * @param byName what that party is called
 * @param verifiedBy who examined it, with {@link Evidence#VERIFIED}
 * @param documents those certificates and business documents the event names that are shown
 * @param logged whether the transparency log covers it
 * @param anchors ledgers that hold a final anchor covering it
 */
public record Step(
    String eventID,
    long sequence,
    String eventType,
    Instant eventTime,
    String eventTimeZoneOffset,
    @Nullable String bizStep,
    @Nullable String bizStepUri,
    @Nullable String disposition,
    TracedEvent.Via via,
    String subject,
    @Nullable NamedPlace place,
    String by,
    @Nullable String byName,
    Evidence evidence,
    @Nullable String verifiedBy,
    List<String> documents,
    boolean logged,
    List<String> anchors) {

  public Step {
    documents = List.copyOf(documents);
    anchors = List.copyOf(anchors);
  }
}
