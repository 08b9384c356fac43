package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.capture.EventSubmission;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchId;
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
 * and a secret of the service, so an event told again, after a crash or by two threads, is a
 * duplicate, and nobody else can record another under its identifier beforehand. What could not be
 * told stays pending and is told by the next {@link #tell()}: every half minute, and at the next
 * start. What the archive refuses is put aside, with a line in the log, and tried again at the next
 * start. Neither keeps what comes behind it waiting.
 */
final class CodeEvents {

  private static final System.Logger LOG = System.getLogger(CodeEvents.class.getName());
  private static final int AT_ONCE = 100;
  private static final int OWN_AT_ONCE = 10;
  private static final int MAX_FAILURES = 10;

  /** How a status reads in CBV's words. */
  private record Words(String action, String bizStep, String disposition) {}

  private static final Words ISSUED = new Words("OBSERVE", "reserving", "reserved");
  private static final Words WASTED = new Words("DELETE", "destroying", "destroyed");

  private final CodeNotices notices;
  private final EventCapture events;
  private final SecretKeySpec key;
  private final ReentrantLock telling = new ReentrantLock();

  /**
   * @param key secret, the same for good
   */
  CodeEvents(CodeNotices notices, EventCapture events, byte[] key) {
    this.notices = notices;
    this.events = events;
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Tells what is pending, whoever's it is; does nothing while another thread does. Blocks; any
   * thread; failures are logged and left for the next time.
   */
  @SuppressWarnings("IllegalCatch") // what could not be told now is told later, whatever it was
  void tell() {
    if (!telling.tryLock()) {
      return;
    }
    try {
      tellAll();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "events of codes are still to be recorded", e);
    } finally {
      telling.unlock();
    }
  }

  private void tellAll() {
    int failed = 0;
    List<Notice> pending = notices.pending(AT_ONCE);
    while (!pending.isEmpty()) {
      for (Notice notice : pending) {
        switch (told(notice)) {
          case TOLD -> {}
          case FAILED -> failed++;
          case BUSY -> failed = MAX_FAILURES;
        }
        if (failed >= MAX_FAILURES) {
          return;
        }
      }
      pending = notices.pendingAfter(pending.getLast(), AT_ONCE);
    }
  }

  /**
   * Tells what a request just did, a few notices of these batches; as {@link #tell()} otherwise.
   */
  @SuppressWarnings("IllegalCatch") // as above
  void tell(Collection<BatchId> batches) {
    try {
      batches.stream()
          .distinct()
          .limit(OWN_AT_ONCE)
          .flatMap(batch -> notices.pending(batch, OWN_AT_ONCE).stream())
          .forEach(this::told);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "events of codes are still to be recorded", e);
    }
  }

  private enum Telling {
    /** Or put aside: it keeps nobody waiting. */
    TOLD,
    FAILED,
    BUSY
  }

  @SuppressWarnings("IllegalCatch") // one that fails must not keep the others from being told
  private Telling told(Notice notice) {
    try {
      for (ObjectNode event : events(notice)) {
        EventSubmission submission =
            Await.done(events.submit(notice.batch().owner(), Json.bytes(event)));
        if (submission instanceof EventSubmission.Busy) {
          return Telling.BUSY;
        }
        String fault = fault(submission);
        if (fault != null) {
          LOG.log(
              System.Logger.Level.ERROR,
              "an event of batch {0} cannot be recorded and is put aside: {1}",
              notice.batch().id(),
              fault);
          notices.park(notice);
          return Telling.TOLD;
        }
      }
      notices.settle(notice);
      return Telling.TOLD;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "an event of batch " + notice.batch().id() + " is still to be recorded",
          e);
      return Thread.currentThread().isInterrupted() ? Telling.BUSY : Telling.FAILED;
    }
  }

  /** Why it will not be recorded as things stand; null: it is, or may be next time. */
  private static @Nullable String fault(EventSubmission submission) {
    return switch (submission) {
      case EventSubmission.Busy _ -> null;
      case EventSubmission.Malformed malformed -> malformed.faults().toString();
      case EventSubmission.Decided(EventOutcome outcome) ->
          switch (outcome) {
            case EventOutcome.Recorded _, EventOutcome.Duplicate _ -> null;
            case EventOutcome.Refused refused ->
                "the owner has recorded something else as " + refused.eventID();
            case EventOutcome.RolledBack _ -> "it was rolled back";
          };
    };
  }

  List<ObjectNode> events(Notice notice) {
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

  private ObjectNode said(Notice notice, BatchReport report, Words words, String step) {
    ObjectNode event = event(notice, words, step, report.fresh(), report.at());
    if (report.from() == null) {
      event.put(CodeRecords.NAMESPACE + "listDigest", report.digest());
    }
    return add(event, report);
  }

  private ObjectNode event(Notice notice, Words words, String step, long count, Instant at) {
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

  /**
   * A name-based UUID of version 8 (RFC 9562 §5.8): the first 122 bits of HMAC-SHA-256, since the
   * name itself is known to whoever has seen an event of the batch.
   */
  private UUID uuid(String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x8000L;
      long low = (hash.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
      return new UUID(high, low);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
    }
  }
}
