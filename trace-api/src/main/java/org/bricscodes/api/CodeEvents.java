package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.EventSubmission;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchReport;
import org.bricscodes.codes.CodeNotices;
import org.bricscodes.codes.CodeNotices.Notice;
import org.bricscodes.codes.CodeState;
import org.bricscodes.gs1.Lgtin;
import org.bricscodes.provenance.CodeRecords;
import org.jspecify.annotations.Nullable;

/**
 * Commits to the log what happens to codes: every batch issued and every report or list becomes an
 * EPCIS event about so many codes of a lot, recorded for the batch's owner like any other, so that
 * it is queried, logged, anchored and proven like any other. It carries the batch's seal (see
 * {@link Notice}): nobody can claim other numbers for it later.
 *
 * <p>What happened is durable before it is told. An event's identifier and content follow from that
 * alone, so an event told again, after a crash or by two threads, is a duplicate. What could not be
 * told stays pending and is told by the next {@link #tell}: after the next change, every half
 * minute, and at the next start.
 */
final class CodeEvents {

  private static final System.Logger LOG = System.getLogger(CodeEvents.class.getName());
  private static final int AT_ONCE = 100;

  /** How a status reads in CBV's words. */
  private record Words(String action, String bizStep, String disposition) {}

  private static final Words ISSUED = new Words("OBSERVE", "reserving", "reserved");
  private static final Words WASTED = new Words("DELETE", "destroying", "destroyed");

  private final CodeNotices notices;
  private final EventCapture events;

  CodeEvents(CodeNotices notices, EventCapture events) {
    this.notices = notices;
    this.events = events;
  }

  /** Tells what is pending. Blocks; any thread; failures are logged and left for the next time. */
  @SuppressWarnings("IllegalCatch") // what could not be told now is told later, whatever it was
  void tell() {
    try {
      List<Notice> pending = notices.pending(AT_ONCE);
      while (!pending.isEmpty() && pending.stream().allMatch(this::told)) {
        pending = notices.pending(AT_ONCE);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "events of codes are still to be recorded", e);
    }
  }

  /** Whether it is told for good. */
  private boolean told(Notice notice) {
    for (ObjectNode event : events(notice)) {
      EventSubmission submission =
          Await.done(events.submit(notice.batch().owner(), Json.bytes(event)));
      switch (submission) {
        case EventSubmission.Decided _ -> {}
        case EventSubmission.Busy _ -> {
          return false;
        }
        case EventSubmission.Malformed malformed -> {
          LOG.log(
              System.Logger.Level.ERROR,
              "an event of codes is not acceptable: {0}",
              malformed.faults());
          return false;
        }
      }
    }
    notices.settle(notice);
    return true;
  }

  static List<ObjectNode> events(Notice notice) {
    Batch batch = notice.batch();
    BatchReport report = notice.report();
    if (report == null) {
      ObjectNode event = event(notice, ISSUED, "issued", batch.count(), batch.created());
      return List.of(event);
    }
    List<ObjectNode> events = new ArrayList<>();
    if (report.fresh() > 0) {
      events.add(said(notice, report, words(report.status()), report.status().word()));
    }
    if (report.wasted() > 0) {
      ObjectNode event = event(notice, WASTED, "wasted", report.wasted(), report.at());
      events.add(add(event, report).put(CodeRecords.NAMESPACE + "stage", report.status().word()));
    }
    return events;
  }

  private static ObjectNode said(Notice notice, BatchReport report, Words words, String step) {
    ObjectNode event = event(notice, words, step, report.fresh(), report.at());
    if (report.from() == null) {
      event.put(CodeRecords.NAMESPACE + "listDigest", report.digest());
    }
    return add(event, report);
  }

  private static ObjectNode event(Notice notice, Words words, String step, long count, Instant at) {
    Batch batch = notice.batch();
    BatchReport report = notice.report();
    long number = report == null ? 0 : report.number();
    ObjectNode event =
        Json.object()
            .put("@context", "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")
            .put("type", "ObjectEvent")
            .put("eventID", "urn:uuid:" + uuid(notice.seal() + '\n' + number + '\n' + step))
            .put("eventTime", at.toString())
            .put("eventTimeZoneOffset", "+00:00")
            .put("action", words.action)
            .put("bizStep", words.bizStep)
            .put("disposition", words.disposition);
    event
        .putArray("quantityList")
        .addObject()
        .put("epcClass", new Lgtin(batch.gtin(), batch.lot()).canonical())
        .put("quantity", count);
    return event.put(CodeRecords.BATCH, notice.seal()).put(CodeRecords.NAMESPACE + "step", step);
  }

  private static ObjectNode add(ObjectNode event, BatchReport report) {
    event.put(CodeRecords.NAMESPACE + "by", report.by());
    @Nullable String reason = report.reason();
    return reason == null ? event : event.put(CodeRecords.NAMESPACE + "reason", reason);
  }

  private static Words words(CodeState.Status status) {
    return switch (status) {
      case ORDERED -> ISSUED;
      case PRINTED -> new Words("OBSERVE", "encoding", "encoded");
      case APPLIED -> new Words("ADD", "commissioning", "active");
      case ACTIVE -> new Words("OBSERVE", "stocking", "sellable_not_accessible");
      case SOLD -> new Words("OBSERVE", "retail_selling", "retail_sold");
      case RECALLED -> new Words("OBSERVE", "holding", "recalled");
      case VOID -> new Words("DELETE", "decommissioning", "inactive");
    };
  }

  /** A name-based UUID of version 8 (RFC 9562 §5.8): the first 122 bits of SHA-256. */
  private static UUID uuid(String name) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x8000L;
      long low = (hash.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}
