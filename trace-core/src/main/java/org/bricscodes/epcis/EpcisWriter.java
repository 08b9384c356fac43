package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;

/**
 * Writes stored events as EPCIS 2.0 JSON-LD documents by splicing the received bytes: nothing is
 * parsed into values and printed again. Added to an event where absent: {@code eventID}; always as
 * recorded: {@code recordTime}; {@code @context} only where it differs from the document's.
 */
public final class EpcisWriter {

  private EpcisWriter() {}

  /** An {@code EPCISDocument}. */
  @SuppressWarnings("DoNotCallSuggester")
  public static byte[] document(List<RecordedEvent> events, Instant creationDate) {
    throw new UnsupportedOperationException("not yet: " + events + creationDate);
  }

  /** An {@code EPCISQueryDocument}; the name of an ad-hoc query is {@code SimpleEventQuery}. */
  @SuppressWarnings("DoNotCallSuggester")
  public static byte[] queryDocument(
      List<RecordedEvent> events, String queryName, Instant creationDate) {
    throw new UnsupportedOperationException("not yet: " + events + queryName + creationDate);
  }

  /** One event on its own, with its {@code @context}. */
  @SuppressWarnings("DoNotCallSuggester")
  public static byte[] event(RecordedEvent event) {
    throw new UnsupportedOperationException("not yet: " + event);
  }
}
