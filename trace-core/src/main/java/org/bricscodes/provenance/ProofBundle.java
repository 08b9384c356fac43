package org.bricscodes.provenance;

import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One file that proves what was recorded about a code, and since when, without asking us.
 *
 * <p>Its form stands byte by byte in {@code trace-core/docs/bundle.md}. In short, one JSON object
 * (RFC 8259, UTF-8) with exactly these members; unknown and repeated members are refused.
 *
 * <pre>
 * {
 *   "format":     "bricscodes.org/proof-bundle@v1", or @v2
 *   "code":       the code, a Digital Link on https://id.gs1.org: GTIN, lot if known, serial
 *   "log":        the log's verifier key, name+hex8+base64 (c2sp.org/signed-note)
 *   "checkpoint": the log's checkpoint, a signed note (c2sp.org/tlog-checkpoint)
 *   "witnesses":  [ verifier keys of the witnesses whose cosignatures (c2sp.org/tlog-cosignature)
 *                   the note carries, each once; the member is absent where there is none ]
 *   "events": [ {                     oldest first, at most 2,000; one at least names the code
 *     "index":      place in the log, from 0
 *     "entry":      version of the log entry, 1 or 2; of the second version only
 *     "party":      who recorded it
 *     "recordTime": when, UTC with three decimals, 2026-05-04T13:30:00.000Z
 *     "hash":       its CBV 2.0 event hash, ni:///sha-256;…?ver=CBV2.0
 *     "context":    the JSON-LD context it was sent with, exactly, as a string
 *     "event":      the event as it was sent, exactly, as a string
 *     "salt":       base64, 32 bytes
 *     "path":       inclusion path, base64 of 32 bytes each, leaf side first (RFC 9162 §2.1.3)
 *   }, … ],
 *   "anchors": [ {
 *     "trust":       what the ledger's receipts are checked under, in the adapter's own form; empty
 *                    where that is nothing the ledger's own writer could say, such as on a chain
 *     "receipt":     the receipt's text ({@link AnchorReceipt})
 *     "consistency": proof from the anchored to the bundle's checkpoint, base64 of 32 bytes each
 *   }, … ]
 * }
 * </pre>
 *
 * <p>In the second version an event whose log entry has version 2 may be shown in part: then the
 * three members of {@link EventPart} stand in place of its entry, its hash, its text and its salt.
 *
 * <p>{@code log}, {@code witnesses} and {@code trust} travel along so that the file can be checked
 * at all; whoever checks it compares them with keys obtained elsewhere ({@link BundleVerifier}).
 *
 * @param code canonical Digital Link
 * @param log the log's verifier key
 * @param checkpoint the signed note
 * @param witnesses verifier keys of those who cosigned it
 */
public record ProofBundle(
    String code,
    String log,
    String checkpoint,
    List<String> witnesses,
    List<Entry> events,
    List<Anchored> anchors) {

  /** The value of {@code format} where all events are whole and have log entries of version 1. */
  public static final String FORMAT = "bricscodes.org/proof-bundle@v1";

  /** The value of {@code format} otherwise. */
  public static final String FORMAT_2 = "bricscodes.org/proof-bundle@v2";

  /** Bytes of the longest bundle. */
  public static final int MAX_BYTES = 16 << 20;

  /** Anchors of one bundle. */
  public static final int MAX_ANCHORS = 64;

  /** Witnesses of one bundle. */
  public static final int MAX_WITNESSES = 64;

  public ProofBundle {
    witnesses = List.copyOf(witnesses);
    events = List.copyOf(events);
    anchors = List.copyOf(anchors);
  }

  /**
   * One event and its place in the log, which is {@link RecordedEvent#sequence}.
   *
   * @param path inclusion path in the checkpoint's tree
   * @param part what is shown of the event; null if that is all
   */
  public record Entry(RecordedEvent recorded, List<Digest> path, @Nullable EventPart part) {
    public Entry {
      path = List.copyOf(path);
    }

    /** An event shown whole. */
    public Entry(RecordedEvent recorded, List<Digest> path) {
      this(recorded, path, null);
    }
  }

  /**
   * One ledger that holds a checkpoint of this log.
   *
   * @param trust what the receipt is to be checked under; empty where a node has to be asked
   * @param consistency from the anchored checkpoint to the bundle's, empty if they are one
   */
  public record Anchored(String trust, AnchorReceipt receipt, List<Digest> consistency) {
    public Anchored {
      consistency = List.copyOf(consistency);
    }
  }
}
