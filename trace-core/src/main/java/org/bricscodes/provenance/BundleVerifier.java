package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.bricscodes.gs1.Sgtin;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.tlog.Commitment;
import org.bricscodes.tlog.ConsistencyProof;
import org.bricscodes.tlog.Cosignature;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.InclusionProof;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/**
 * Checks a proof bundle with nothing but the file and what the verifier pins: no server, no store,
 * no network.
 *
 * <p>In this order, stopping at the first thing that fails: the file's form; the checkpoint, by the
 * log's key and the witnesses asked for; each event: its salt, the strict reading of its bytes, its
 * event hash, its commitment and inclusion in the checkpoint's tree; that every event belongs to
 * the code's past, by the same walk that found it; each anchor: the anchored checkpoint's
 * signature, the receipt by the ledger's own rules, and that the bundle's checkpoint extends it.
 *
 * <p>A bundle shows that events were recorded, by whom and since when, and that none was changed.
 * It does not show that no other event exists, nor that what was said is true.
 *
 * <p>Immutable; safe for use from any thread; never throws for bad input.
 */
public final class BundleVerifier {

  private final LedgerProviders ledgers;
  private final BundlePins pins;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  /**
   * @param ledgers adapters whose receipts can be checked
   * @param pins what the verifier trusts
   */
  public BundleVerifier(LedgerProviders ledgers, BundlePins pins) {
    this.ledgers = ledgers;
    this.pins = pins;
  }

  /** Checks the bytes of a bundle's file. */
  public BundleCheck check(byte[] file) {
    try {
      return proven(BundleReader.read(file));
    } catch (BundleFault e) {
      return e.asCheck();
    }
  }

  private BundleCheck proven(BundleReader.Raw bundle) throws BundleFault {
    TrustedLog log = log(bundle);
    SignedCheckpoint checkpoint = checkpoint(bundle, log);
    List<EventSource.Found> events = new ArrayList<>();
    Set<Long> indices = new HashSet<>();
    for (int i = 0; i < bundle.events().size(); i++) {
      String at = "/events/" + i;
      BundleReader.RawEvent event = bundle.events().get(i);
      if (!indices.add(event.index())) {
        throw BundleFault.unproven(at + "/index", "the event stands in the bundle twice");
      }
      events.add(event(event, checkpoint, at));
    }
    requireRelated(bundle.code(), events);
    List<BundleCheck.ProvenAnchor> anchors = new ArrayList<>();
    for (int i = 0; i < bundle.anchors().size(); i++) {
      anchors.add(anchor(bundle.anchors().get(i), log, checkpoint, indices, "/anchors/" + i));
    }
    return new BundleCheck.Proven(
        bundle.code(),
        checkpoint.checkpoint().origin(),
        bundle.log(),
        !pins.logKeys().isEmpty(),
        checkpoint.size(),
        checkpoint.cosignatures().stream().map(Cosignature::witness).toList(),
        events.stream().map(BundleVerifier::proven).toList(),
        anchors);
  }

  private static BundleCheck.ProvenEvent proven(EventSource.Found event) {
    return new BundleCheck.ProvenEvent(
        event.recorded().sequence(),
        event.recorded().eventID(),
        event.event().eventTime(),
        JourneyMaker.word(event.event().bizStep()),
        event.recorded().party());
  }

  private TrustedLog log(BundleReader.Raw bundle) throws BundleFault {
    VerifierKey named;
    try {
      named = VerifierKey.parse(bundle.log());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven("/log", "is no verifier key: " + e.getMessage());
    }
    try {
      List<VerifierKey> keys = pins.logKeys().isEmpty() ? List.of(named) : keys(pins.logKeys());
      if (!keys.contains(named)) {
        throw BundleFault.unproven("/log", "is not a key you pinned for the log");
      }
      return new TrustedLog(named.name(), keys, keys(pins.witnesses()), pins.quorum());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unreadable("", "the pinned keys cannot be used: " + e.getMessage());
    }
  }

  private static List<VerifierKey> keys(List<String> texts) {
    return texts.stream().map(VerifierKey::parse).toList();
  }

  private static SignedCheckpoint checkpoint(BundleReader.Raw bundle, TrustedLog log)
      throws BundleFault {
    try {
      return log.verify(bundle.checkpoint().getBytes(StandardCharsets.UTF_8));
    } catch (TlogException e) {
      throw BundleFault.unproven("/checkpoint", text(e));
    }
  }

  private EventSource.Found event(BundleReader.RawEvent raw, SignedCheckpoint checkpoint, String at)
      throws BundleFault {
    if (raw.salt().length != Salt.BYTES) {
      throw BundleFault.unproven(at + "/salt", "must be 32 bytes");
    }
    byte[] bytes = raw.event().getBytes(StandardCharsets.UTF_8);
    byte[] context = raw.context().getBytes(StandardCharsets.UTF_8);
    EpcisEvent event;
    try {
      event = reader.parseEvent(bytes, context);
    } catch (IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/event", "is no sound EPCIS event: " + text(e));
    }
    EventHash hash = EventHash.of(event, HashProfile.CBV_2_0);
    if (!hash.uri().equals(raw.hash())) {
      throw BundleFault.unproven(at + "/hash", "the event's hash is " + hash.uri());
    }
    RecordedEvent recorded =
        new RecordedEvent(
            event.eventID() == null ? hash.uri() : event.eventID(),
            raw.party(),
            recordTime(raw, at),
            raw.index(),
            raw.salt(),
            ContentDigest.of(bytes, context),
            hash.digest(),
            context,
            bytes);
    if (!recorded.recordTimeText().equals(raw.recordTime())) {
      throw BundleFault.unproven(at + "/recordTime", "is no UTC time with three decimals");
    }
    requireIncluded(recorded, raw.path(), checkpoint, at);
    return new EventSource.Found(recorded, event);
  }

  private static Instant recordTime(BundleReader.RawEvent raw, String at) throws BundleFault {
    try {
      return Instant.parse(raw.recordTime());
    } catch (DateTimeException e) {
      throw BundleFault.unproven(at + "/recordTime", "is no UTC time with three decimals");
    }
  }

  private static void requireIncluded(
      RecordedEvent recorded, List<Digest> path, SignedCheckpoint checkpoint, String at)
      throws BundleFault {
    List<Digest> digests = recorded.commitmentDigests().stream().map(Digest::of).toList();
    Commitment commitment = Commitment.of(Salt.of(recorded.salt()), digests);
    try {
      new InclusionProof(recorded.sequence(), checkpoint.size(), path)
          .verify(commitment.leafHash(), checkpoint.root());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(
          at,
          "is not in the log as shown; its event, context, party, record time, salt, index or path"
              + " was changed: "
              + text(e));
    }
  }

  /**
   * Every event must be one that a walk from the code finds among the bundle's own events, in its
   * order. One of them at least must name what the code names: a lot's past proves nothing for an
   * item that somebody merely claims to be of that lot.
   */
  private static void requireRelated(String code, List<EventSource.Found> events)
      throws BundleFault {
    Trace trace = trace(code, new EventList(events));
    Set<Long> related = new HashSet<>();
    trace.events().forEach(traced -> related.add(traced.recorded().sequence()));
    for (int i = 0; i < events.size(); i++) {
      if (!related.contains(events.get(i).recorded().sequence())) {
        throw BundleFault.unproven("/events/" + i, "does not belong to the past of the code");
      }
    }
    boolean item = DigitalLink.parse(code).serial().isPresent();
    TracedEvent.Via named = item ? TracedEvent.Via.ITEM : TracedEvent.Via.LOT;
    if (trace.events().stream().noneMatch(traced -> traced.via() == named)) {
      throw BundleFault.unproven("/code", "no event of the bundle names it");
    }
    for (int i = 0; i < events.size(); i++) {
      if (trace.events().get(i).recorded().sequence() != events.get(i).recorded().sequence()) {
        throw BundleFault.unproven("/events/" + i, "stands out of order: oldest first");
      }
    }
  }

  private static Trace trace(String code, EventSource events) throws BundleFault {
    DigitalLink link;
    try {
      link = DigitalLink.parse(code);
    } catch (Gs1Exception e) {
      throw BundleFault.unproven("/code", "is no Digital Link: " + text(e));
    }
    Optional<Gtin> gtin = link.gtin();
    Optional<String> lot = link.lot();
    Optional<String> serial = link.serial();
    if (gtin.isEmpty() || !code.equals(DigitalLink.CANONICAL_BASE + link.path())) {
      throw BundleFault.unproven("/code", "is not canonical, or names no GTIN");
    }
    TraceGraph graph = new TraceGraph(events);
    String lotLink = lot.map(value -> new Lgtin(gtin.get(), value).canonical()).orElse(null);
    if (serial.isPresent()) {
      return graph.ofItem(new Sgtin(gtin.get(), serial.get()).canonical(), lotLink);
    }
    return graph.ofLot(lotLink == null ? gtin.get().canonical() : lotLink);
  }

  private BundleCheck.ProvenAnchor anchor(
      BundleReader.RawAnchor raw,
      TrustedLog log,
      SignedCheckpoint checkpoint,
      Set<Long> indices,
      String at)
      throws BundleFault {
    AnchorReceipt receipt;
    SignedCheckpoint anchored;
    try {
      receipt = AnchorReceipt.parse(raw.receipt().getBytes(StandardCharsets.UTF_8));
      anchored =
          new TrustedLog(log.origin(), log.keys(), List.of(), 0).verify(receipt.anchor().bytes());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/receipt", text(e));
    }
    String ledger = receipt.ledger().toString();
    String pinned = pins.trust().get(ledger);
    requireOnLedger(receipt, anchored, pinned == null ? raw.trust() : pinned, at);
    try {
      new ConsistencyProof(anchored.size(), checkpoint.size(), raw.consistency())
          .verify(anchored.root(), checkpoint.root());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/consistency", text(e));
    }
    long covered = indices.stream().filter(index -> index < anchored.size()).count();
    return new BundleCheck.ProvenAnchor(
        ledger,
        pinned != null,
        anchored.size(),
        receipt.time().orElse(null),
        Math.toIntExact(covered));
  }

  private void requireOnLedger(
      AnchorReceipt receipt, SignedCheckpoint anchored, String trust, String at)
      throws BundleFault {
    Optional<ReceiptVerifier> verifier;
    try {
      verifier = ledgers.offlineVerifier(receipt.ledger(), trust);
    } catch (LedgerException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/trust", text(e));
    }
    if (verifier.isEmpty()) {
      throw BundleFault.unproven(
          at + "/receipt", "no adapter here can check receipts of " + receipt.ledger());
    }
    switch (verifier.get().verify(receipt, anchored.checkpoint())) {
      case ReceiptVerdict.Valid _ -> {}
      case ReceiptVerdict.Mismatch mismatch ->
          throw BundleFault.unproven(at + "/receipt", mismatch.reason());
      case ReceiptVerdict.NotFound _, ReceiptVerdict.NotFinal _, ReceiptVerdict.Unreachable _ ->
          throw BundleFault.unproven(at + "/receipt", "cannot be checked off-line");
    }
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
