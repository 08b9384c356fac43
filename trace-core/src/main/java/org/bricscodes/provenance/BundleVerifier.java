package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.bricscodes.gs1.Sgtin;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.InclusionProof;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;

/**
 * Checks a proof bundle, that of a code or a {@link ResultSet}, with nothing but the file and what
 * the verifier pins: no server, no store, no network.
 *
 * <p>For a code in this order, stopping at the first thing that fails: the file's form; the
 * checkpoint, by the log's key, and who cosigned it, by the verifier's policy; each event: its
 * salt, the strict reading of its bytes, its event hash, its commitment and inclusion in the
 * checkpoint's tree; that every event belongs to the code's past, by the same walk that found it;
 * each anchor: the anchored checkpoint's signature, the receipt by the ledger's own rules where it
 * can be checked by itself, and by a node where the verifier named one, and that the bundle's
 * checkpoint extends it.
 *
 * <p>A bundle shows that events were recorded, by whom and since when, and that none was changed.
 * It does not show that no other event exists, nor that what was said is true.
 *
 * <p>Immutable; safe for use from any thread; never throws for bad input.
 */
public final class BundleVerifier {

  private final PartChecks parts;

  /**
   * @param ledgers adapters whose receipts can be checked
   * @param pins what the verifier trusts
   */
  public BundleVerifier(LedgerProviders ledgers, BundlePins pins) {
    this(ledgers, pins, AnchorReader.NONE);
  }

  /**
   * @param ledgers adapters whose receipts can be checked
   * @param pins what the verifier trusts
   * @param reader asked about each anchor besides; then the check takes the network
   */
  public BundleVerifier(LedgerProviders ledgers, BundlePins pins, AnchorReader reader) {
    this.parts = new PartChecks(ledgers, pins, reader);
  }

  /** Checks the bytes of a bundle's file, of either kind. */
  public BundleCheck check(byte[] file) {
    try {
      if (ResultSetReader.says(file)) {
        return new ResultSetCheck(parts).proven(ResultSetReader.read(file));
      }
      return proven(BundleReader.read(file));
    } catch (BundleFault e) {
      return e.asCheck();
    }
  }

  private BundleCheck proven(BundleReader.Raw bundle) throws BundleFault {
    TrustedLog log = parts.log(bundle.log());
    SignedCheckpoint checkpoint = PartChecks.checkpoint(bundle.checkpoint(), log);
    BundleCheck.Cosigners cosigners = parts.cosigners(checkpoint, bundle.witnesses(), log);
    List<EventSource.Found> events = new ArrayList<>();
    Set<Long> indices = new HashSet<>();
    for (int i = 0; i < bundle.events().size(); i++) {
      String at = "/events/" + i;
      BundleReader.Entry entry = bundle.events().get(i);
      if (!indices.add(entry.event().index())) {
        throw BundleFault.unproven(at + "/index", "the event stands in the bundle twice");
      }
      EventSource.Found event = parts.event(entry.event(), at);
      requireIncluded(event.recorded(), entry.path(), checkpoint, at);
      events.add(event);
    }
    requireRelated(bundle.code(), events);
    return new BundleCheck.Proven(
        bundle.code(),
        checkpoint.checkpoint().origin(),
        bundle.log(),
        parts.pinsLog(),
        checkpoint.size(),
        cosigners,
        events.stream().map(PartChecks::proven).toList(),
        parts.anchors(bundle.anchors(), log, checkpoint, indices));
  }

  private static void requireIncluded(
      RecordedEvent recorded, List<Digest> path, SignedCheckpoint checkpoint, String at)
      throws BundleFault {
    try {
      new InclusionProof(recorded.sequence(), checkpoint.size(), path)
          .verify(PartChecks.leafHash(recorded), checkpoint.root());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(
          at,
          "is not in the log as shown; its event, context, party, record time, salt, index or path"
              + " was changed: "
              + PartChecks.text(e));
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
      throw BundleFault.unproven("/code", "is no Digital Link: " + PartChecks.text(e));
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
}
