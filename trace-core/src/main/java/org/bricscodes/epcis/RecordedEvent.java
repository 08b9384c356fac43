package org.bricscodes.epcis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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
 * @param entryVersion of the log entry that commits to it: 1 to {@link #NEWEST_ENTRY}
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
    byte[] event,
    int entryVersion) {

  /** The newest version of log entry there is. */
  public static final int NEWEST_ENTRY = 2;

  /** The version of log entry that new events get. */
  public static final int WRITTEN_ENTRY = 2;

  private static final int DIGEST = 32;
  private static final int FIXED = 1 + 8 + 8 + 3 * DIGEST + 4 * 4;

  /** Nearly every event has this context; it is stored as an empty one. */
  private static final byte[] USUAL_CONTEXT =
      ('"' + ContextReader.STANDARD_URL + '"').getBytes(StandardCharsets.UTF_8);

  public RecordedEvent {
    if (salt.length != DIGEST || contentDigest.length != DIGEST || eventHash.length != DIGEST) {
      throw new IllegalArgumentException("salt and digests have 32 bytes");
    }
    if (sequence < 0 || eventID.isEmpty() || party.isEmpty()) {
      throw new IllegalArgumentException("sequence from 0, eventID and party not empty");
    }
    if (context.length == 0 || event.length == 0) {
      throw new IllegalArgumentException("context and event are not empty");
    }
    if (entryVersion < 1 || entryVersion > NEWEST_ENTRY) {
      throw new IllegalArgumentException("no log entry has version " + entryVersion);
    }
    recordTime = recordTime.truncatedTo(ChronoUnit.MILLIS);
  }

  /** An event as new ones are recorded. */
  public RecordedEvent(
      String eventID,
      String party,
      Instant recordTime,
      long sequence,
      byte[] salt,
      byte[] contentDigest,
      byte[] eventHash,
      byte[] context,
      byte[] event) {
    this(
        eventID,
        party,
        recordTime,
        sequence,
        salt,
        contentDigest,
        eventHash,
        context,
        event,
        WRITTEN_ENTRY);
  }

  /** The same event at another place of another order, where it was recorded then. */
  public RecordedEvent placed(long otherSequence, Instant otherTime) {
    return new RecordedEvent(
        eventID,
        party,
        otherTime,
        otherSequence,
        salt,
        contentDigest,
        eventHash,
        context,
        event,
        entryVersion);
  }

  /**
   * The stored form, big-endian: version of the log entry (1 byte), record time in milliseconds
   * since 1970 (8), sequence (8), salt, content digest, event hash (32 each), then event id, party,
   * context and event, each with its length before it (4). {@link #decode} is its inverse.
   */
  public byte[] encode() {
    byte[] id = eventID.getBytes(StandardCharsets.UTF_8);
    byte[] by = party.getBytes(StandardCharsets.UTF_8);
    byte[] shown = Arrays.equals(context, USUAL_CONTEXT) ? new byte[0] : context;
    ByteBuffer out =
        ByteBuffer.allocate(FIXED + id.length + by.length + shown.length + event.length);
    out.put((byte) entryVersion).putLong(recordTime.toEpochMilli()).putLong(sequence);
    out.put(salt).put(contentDigest).put(eventHash);
    for (byte[] part : List.of(id, by, shown, event)) {
      out.putInt(part.length).put(part);
    }
    return out.array();
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if it is not exactly what {@link #encode} writes
   */
  public static RecordedEvent decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    try {
      int entryVersion = in.get();
      if (entryVersion < 1 || entryVersion > NEWEST_ENTRY) {
        throw new IllegalArgumentException("the stored event is of an unknown version");
      }
      Instant recordTime = Instant.ofEpochMilli(in.getLong());
      long sequence = in.getLong();
      byte[] salt = take(in, DIGEST);
      byte[] contentDigest = take(in, DIGEST);
      byte[] eventHash = take(in, DIGEST);
      String id = new String(take(in, in.getInt()), StandardCharsets.UTF_8);
      String by = new String(take(in, in.getInt()), StandardCharsets.UTF_8);
      byte[] shown = take(in, in.getInt());
      byte[] context = shown.length == 0 ? USUAL_CONTEXT.clone() : shown;
      byte[] event = take(in, in.getInt());
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("something follows the stored event");
      }
      return new RecordedEvent(
          id,
          by,
          recordTime,
          sequence,
          salt,
          contentDigest,
          eventHash,
          context,
          event,
          entryVersion);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the stored event breaks off", e);
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("the stored event breaks off");
    }
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }

  /** The record time as documents and commitments spell it: UTC, exactly three decimals. */
  public String recordTimeText() {
    return Rfc3339.millis(recordTime);
  }

  /**
   * What a log entry commits to of the whole, in this order, 32 bytes each: SHA-256 of the event
   * bytes, SHA-256 of the context bytes, the CBV 2.0 event hash, SHA-256 of party, line feed,
   * {@link #recordTimeText()}.
   */
  public List<byte[]> commitmentDigests() {
    return commitmentDigests(event, context, eventHash, party, recordTimeText());
  }

  /** The same of an event that somebody else tells of, and that nobody has read yet. */
  public static List<byte[]> commitmentDigests(
      byte[] event, byte[] context, byte[] eventHash, String party, String recordTimeText) {
    byte[] capture = (party + '\n' + recordTimeText).getBytes(StandardCharsets.UTF_8);
    return List.of(Sha256.of(event), Sha256.of(context), eventHash, Sha256.of(capture));
  }
}
