package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;

/**
 * An event as it is stored: what was received, and what recording it added. Arrays are not copied;
 * callers leave them alone.
 *
 * @param eventID the sender's, or {@link EventHash#uri()} when the sender gave none
 * @param party who captured it: the name the repository knows the capturing party by
 * @param recordTime cut to milliseconds
 * @param sequence place in the repository's order, from 0; also the index in the log
 * @param salt 32 bytes
 * @param contentDigest {@link ContentDigest}, 32 bytes
 * @param eventHash {@link EventHash} of profile CBV 2.0, 32 bytes
 * @param context the received JSON-LD context, exact
 * @param event the received event object, exact
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecordedEvent(
    String eventID,
    String party,
    Instant recordTime,
    long sequence,
    byte[] salt,
    byte[] contentDigest,
    byte[] eventHash,
    byte[] context,
    byte[] event) {

  /** The stored form; {@link #decode} is its inverse. */
  @SuppressWarnings("DoNotCallSuggester")
  public byte[] encode() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if it is not exactly what {@link #encode} writes
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static RecordedEvent decode(byte[] stored) {
    throw new UnsupportedOperationException("not yet: " + List.of(stored));
  }

  /** The record time as documents and commitments spell it: UTC, exactly three decimals. */
  @SuppressWarnings("DoNotCallSuggester")
  public String recordTimeText() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * What the log commits to, in this order, 32 bytes each: SHA-256 of the event bytes, SHA-256 of
   * the context bytes, the CBV 2.0 event hash, SHA-256 of party, line feed, {@link
   * #recordTimeText()}.
   */
  @SuppressWarnings("DoNotCallSuggester")
  public List<byte[]> commitmentDigests() {
    throw new UnsupportedOperationException("not yet");
  }
}
