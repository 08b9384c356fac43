package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;

/**
 * Every row capture writes. The layout is permanent: a data directory written by the first release
 * is read by every later one. Integers are big-endian, so that byte order is number order.
 *
 * <table>
 * <caption>rows</caption>
 * <tr><th>table</th><th>partition</th><th>sort</th><th>value</th></tr>
 * <tr><td>{@code event}</td><td>record id (16)</td><td>–</td>
 *     <td>the event as stored, {@code RecordedEvent}'s own codec</td></tr>
 * <tr><td>{@code event_claim}</td><td>claim id (16)</td>
 *     <td>{@code 00} the event, or {@code 01} ‖ the first 16 bytes of its
 *     {@code EventSense}: one error declaration of it</td>
 *     <td>{@link Claim}</td></tr>
 * <tr><td>{@code event_sequence}</td><td>writer (4) ‖ index / 4096 (8)</td>
 *     <td>index (8)</td><td>record id (16) ‖ commitment (33)</td></tr>
 * <tr><td>{@code event_head}</td><td>writer (4)</td><td>–</td>
 *     <td>how many events of that writer are acknowledged (8); of writer 0 how many there were when
 *     it first recorded beside others, {@link Heads}</td></tr>
 * <tr><td>{@code event_adopted}</td><td>writer (4), not 0 ‖ index / 4096 (8)</td>
 *     <td>index (8)</td><td>place in the sequence of writer 0 (8) ‖ record time there, in
 *     milliseconds since 1970 (8)</td></tr>
 * <tr><td>{@code capture_intent}</td><td>writer (4)</td><td>number (2)</td>
 *     <td>the group under way, {@link Intent}; only on engines that may leave half of it</td></tr>
 * <tr><td>{@code capture_job}</td><td>party id (16) ‖ month (2)</td><td>job id (16)</td>
 *     <td>{@link JobCodec}</td></tr>
 * <tr><td>{@code capture_running}</td><td>writer (4)</td><td>job id (16)</td>
 *     <td>the party, UTF-8</td></tr>
 * <tr><td>{@code capture_document}</td><td>job id (16)</td><td>–</td>
 *     <td>the document exactly as received, until its job is finished</td></tr>
 * <tr><td>{@code master_data}</td><td>thing id (16)</td><td>party id (16)</td>
 *     <td>what that party said of it, {@link MasterData}</td></tr>
 * <tr><td>{@code event_value}</td><td>field (1) ‖ party id (16), zeros for everyone</td>
 *     <td>the value's UTF-8, beyond 1,024 bytes its first 992 and its SHA-256</td>
 *     <td>empty, or the whole value where the sort key is not, {@link EventValues}</td></tr>
 * <tr><td>{@code capture_home}</td><td>party id (16)</td><td>–</td>
 *     <td>the writer that records that party's events (4), {@link Homes}</td></tr>
 * <tr><td>{@code node_log}</td><td>{@code logs}</td><td>{@code 00}, or {@code 01} ‖ name</td>
 *     <td>the highest number given (4), or that log's number (4), {@link NodeLogs}</td></tr>
 * <tr><td>{@code event_reindex}</td><td>{@code recalls}</td><td>–</td>
 *     <td>how far events recorded earlier were given their terms, {@link EarlierRecalls}</td></tr>
 * <tr><td>{@code event_layout}</td><td>{@code roles}</td><td>–</td>
 *     <td>how far the index is laid out as it is looked at, {@link EarlierRoles}</td></tr>
 * </table>
 *
 * <p>Index terms are rows of the {@code TermIndex}, under the same record id. A <i>record id</i> is
 * the first 16 bytes of {@code SHA-256("event" ‖ 0A ‖ party ‖ 0A ‖ content digest)}: a pure
 * function of who said what, so a retry rewrites the same row. A <i>claim id</i> is the first 16
 * bytes of {@code SHA-256("claim" ‖ 0A ‖ party ‖ 0A ‖ eventID)}; a <i>party id</i> those of {@code
 * SHA-256("party" ‖ 0A ‖ party)}, a <i>thing id</i> those of {@code SHA-256("thing" ‖ 0A ‖
 * canonical id)}. A party holds no line feed, so no two of these read alike.
 *
 * <p>A <i>writer</i> is one that records: 0 the service itself, the others the logs of further
 * nodes ({@link NodeLogs}). Each has a sequence, and an event's place in it is also its place in
 * that writer's transparency log. Bodies and claims hold the two as one number, writer (2) ‖ index
 * (6). What further nodes recorded gets a place in the sequence of writer 0 too ({@link Adoption}):
 * that one is the order of everything. A <i>month</i> is 32 days since 1970, which bounds a
 * partition of jobs.
 *
 * <p>Rows of different writers are different rows, or the same bytes whoever writes them, and then
 * never deleted: an event, its claim, its jobs and what its party said of things are written by the
 * party's home alone ({@link Homes}), but for the events that the service itself tells of codes,
 * whose eventIDs nobody else can know; those and adopted places are written by writer 0 alone. Rows
 * of an index of an earlier layout are deleted, which nobody makes any more ({@link EarlierRoles}).
 */
public final class CaptureTables {

  public static final Table EVENT = new Table("event", Table.Shape.BODIES);
  public static final Table CLAIM = new Table("event_claim", Table.Shape.ROWS);
  public static final Table SEQUENCE = new Table("event_sequence", Table.Shape.POSTINGS);

  /** The table of the {@code TermIndex} that capture writes and everyone searches. */
  public static final Table TERM = new Table("event_term", Table.Shape.POSTINGS);

  public static final Table INTENT = new Table("capture_intent", Table.Shape.ROWS);

  public static final Table JOB = new Table("capture_job", Table.Shape.ROWS);
  public static final Table RUNNING = new Table("capture_running", Table.Shape.ROWS);
  public static final Table DOCUMENT = new Table("capture_document", Table.Shape.BODIES);

  public static final Table MASTER_DATA = new Table("master_data", Table.Shape.ROWS);

  public static final Table VALUE = new Table("event_value", Table.Shape.POSTINGS);

  static final Table REINDEX = new Table("event_reindex", Table.Shape.ROWS);
  static final Table LAYOUT = new Table("event_layout", Table.Shape.ROWS);

  static final Table HEAD = new Table("event_head", Table.Shape.ROWS);
  static final Table ADOPTED = new Table("event_adopted", Table.Shape.POSTINGS);
  static final Table HOME = new Table("capture_home", Table.Shape.STATES);
  static final Table NODE_LOG = new Table("node_log", Table.Shape.STATES);

  /** Sequence rows of one partition. */
  static final int BUCKET = 4096;

  private static final byte[] THE_EVENT = {0};

  private CaptureTables() {}

  /** What the store must be opened with. */
  public static Set<Table> all() {
    return Set.of(
        EVENT,
        TERM,
        CLAIM,
        SEQUENCE,
        INTENT,
        JOB,
        RUNNING,
        DOCUMENT,
        MASTER_DATA,
        VALUE,
        REINDEX,
        LAYOUT,
        HEAD,
        ADOPTED,
        HOME,
        NODE_LOG);
  }

  /** A term of {@link EventTerms} as the index spreads it. */
  public static Term term(String text) {
    return Term.of(text, EventTerms.isWidespread(text), EventTerms.role(text));
  }

  static Key event(byte[] recordId) {
    return Key.of(EVENT, recordId);
  }

  static Key claim(byte[] claimId) {
    return new Key(CLAIM, claimId, THE_EVENT);
  }

  static Key errorClaim(byte[] claimId, byte[] sense) {
    byte[] sort = new byte[1 + sense.length];
    sort[0] = 1;
    System.arraycopy(sense, 0, sort, 1, sense.length);
    return new Key(CLAIM, claimId, sort);
  }

  static byte[] sequencePartition(int writer, long bucket) {
    return ByteBuffer.allocate(12).putInt(writer).putLong(bucket).array();
  }

  /** Of a place as {@link Sequences} spells it. */
  static Key sequence(long sequence) {
    return ofPlace(SEQUENCE, sequence);
  }

  /** Of a place of another writer than 0, as {@link Sequences} spells it. */
  static Key adopted(long sequence) {
    return ofPlace(ADOPTED, sequence);
  }

  private static Key ofPlace(Table table, long sequence) {
    long index = Sequences.index(sequence);
    byte[] partition = sequencePartition(Sequences.writer(sequence), index / BUCKET);
    return new Key(table, partition, bigEndian(index));
  }

  static Key head(int writer) {
    return Key.of(HEAD, ofWriter(writer));
  }

  static Key intent(int writer, int number) {
    return new Key(
        INTENT, ofWriter(writer), ByteBuffer.allocate(2).putShort((short) number).array());
  }

  static byte[] jobPartition(byte[] partyId, int month) {
    return ByteBuffer.allocate(partyId.length + 2).put(partyId).putShort((short) month).array();
  }

  static byte[] runningPartition(int writer) {
    return ofWriter(writer);
  }

  private static byte[] ofWriter(int writer) {
    return ByteBuffer.allocate(4).putInt(writer).array();
  }

  static byte[] bigEndian(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** The first 16 bytes of a digest: enough to tell any two apart, short enough for every index. */
  static byte[] shortened(byte[] digest) {
    return Arrays.copyOf(digest, 16);
  }
}
