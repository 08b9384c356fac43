package org.bricscodes.provenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;

/**
 * One file that proves the events of a query's answer, without asking us: what was recorded, by
 * whom, and since when. The events share one proof, in which every hash stands once.
 *
 * <p>Its form is one JSON object (RFC 8259, UTF-8) with exactly these members, {@code format}
 * first; unknown and repeated members are refused. <i>base64</i> is the standard alphabet, padded,
 * canonical (RFC 4648 §4, §3.5).
 *
 * <pre>
 * {
 *   "format":     "bricscodes.org/result-set@v1", or @v2
 *   "query":      the EPCIS query, in the service's canonical text; opaque to a verifier
 *   "visibility": what the asker may see: "everyone" or a party's URI; opaque to a verifier
 *   "log":        the log's verifier key, name+hex8+base64 (c2sp.org/signed-note)
 *   "checkpoint": the log's checkpoint, a signed note (c2sp.org/tlog-checkpoint)
 *   "witnesses":  as in {@link ProofBundle}
 *   "statement":  what the log's operator says about the answer, a signed note; see below
 *   "contexts":   [ JSON-LD contexts, exactly as sent, as strings, each once, in the order the
 *                   events first refer to them; at most 10,000 ]
 *   "events": [ {                     by index, strictly increasing; at most 10,000, maybe none
 *     "index":      place in the log, from 0
 *     "entry":      version of the log entry, 1 or 2; of the second version only
 *     "party":      who recorded it
 *     "recordTime": when, UTC with three decimals, 2026-05-04T13:30:00.000Z
 *     "hash":       its CBV 2.0 event hash, ni:///sha-256;…?ver=CBV2.0
 *     "context":    which of the contexts it was sent with, from 0
 *     "event":      the event as it was sent, exactly, as a string
 *     "salt":       base64, 32 bytes
 *   }, … ],
 *   "nodes":      [ base64 of 32 bytes each: the batch inclusion proof; see below ]
 *   "anchors":    as in {@link ProofBundle}
 * }
 * </pre>
 *
 * <p>The log entry of an event and its leaf hash are those of {@link ProofBundle}, and so are
 * events of the second version that are shown in part.
 *
 * <p><b>The batch proof.</b> Let n be the checkpoint's tree size; every index must lie below it.
 * Rebuild the root of the leaves {@code [0, n)} like this: a range without any of the indices takes
 * the next of {@code nodes}; a range of one leaf takes the leaf hash of its event; any other splits
 * at the largest power of two below its length and hashes SHA-256 of {@code 01}, the left root and
 * the right root (RFC 9162 §2.1.1). It must come to the checkpoint's root, and no node may be left.
 * Without events there are no nodes.
 *
 * <p><b>The statement.</b> Its text is these eight lines, each ended by a line feed, signed by the
 * log's key ({@code H} is base64 of SHA-256):
 *
 * <pre>
 * bricscodes.org/result-set@v1
 * the log's origin
 * the checkpoint's root, base64
 * the checkpoint's tree size, decimal
 * H(query in UTF-8)
 * H(visibility in UTF-8)
 * the number of events, decimal
 * H(the indices, each as 8 bytes, big-endian)
 * </pre>
 *
 * <p><b>What it shows.</b> That every event in the file was recorded as shown and has not changed
 * since; and that the operator said, under its key, that these are all events among the first n
 * which answer the query and which that asker may see, but for those erased since. That they
 * <em>are</em> all is not proven: only the operator sees the others. A false statement can be shown
 * to anyone, since it is signed; it cannot be told from the file.
 *
 * @param query canonical text
 * @param visibility {@code everyone}, or the party whose view it is
 * @param log the log's verifier key
 * @param checkpoint the signed note
 * @param witnesses verifier keys of those who cosigned it
 * @param statement the signed note
 * @param events by index
 * @param nodes the batch proof
 */
public record ResultSet(
    String query,
    String visibility,
    String log,
    String checkpoint,
    List<String> witnesses,
    String statement,
    List<RecordedEvent> events,
    List<Digest> nodes,
    List<ProofBundle.Anchored> anchors) {

  /** The value of {@code format} where all events are whole and have log entries of version 1. */
  public static final String FORMAT = "bricscodes.org/result-set@v1";

  /** The value of {@code format} otherwise. */
  public static final String FORMAT_2 = "bricscodes.org/result-set@v2";

  /** Events of one file. */
  public static final int MAX_EVENTS = 10_000;

  /** Bytes of the longest file. */
  public static final int MAX_BYTES = ProofBundle.MAX_BYTES;

  /** Nodes of the longest batch proof: no event has more on its path than the deepest tree. */
  static final int MAX_NODES = 63 * MAX_EVENTS;

  public ResultSet {
    witnesses = List.copyOf(witnesses);
    events = List.copyOf(events);
    nodes = List.copyOf(nodes);
    anchors = List.copyOf(anchors);
  }

  /** The text of a statement. */
  static String statement(
      Checkpoint checkpoint, String query, String visibility, List<Long> indices) {
    ByteBuffer places = ByteBuffer.allocate(Long.BYTES * indices.size());
    indices.forEach(places::putLong);
    return String.join(
        "\n",
        FORMAT,
        checkpoint.origin(),
        checkpoint.root().base64(),
        String.valueOf(checkpoint.size()),
        hash(query.getBytes(StandardCharsets.UTF_8)),
        hash(visibility.getBytes(StandardCharsets.UTF_8)),
        String.valueOf(indices.size()),
        hash(places.array()),
        "");
  }

  private static String hash(byte[] bytes) {
    return Digest.sha256(bytes).base64();
  }
}
