package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
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
 * commitment, and its inclusion in the checkpoint's tree; each anchor: the anchored checkpoint's
 * signature, the receipt by the ledger's own rules where it can be checked by itself, and by a node
 * where the verifier named one, and that the bundle's checkpoint extends it; each event again: the
 * strict reading of its bytes and its event hash; that every event belongs to the code's past, by
 * the same walk that found it. Signatures and hashes come before meaning, so that a verifier that
 * knows no EPCIS names the same fault.
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
    Set<Long> indices = new HashSet<>();
    for (int i = 0; i < bundle.events().size(); i++) {
      String at = "/events/" + i;
      RawEntry entry = bundle.events().get(i);
      if (!indices.add(entry.event().index())) {
        throw BundleFault.unproven(at + "/index", "the event stands in the bundle twice");
      }
      Digest leafHash = PartChecks.leafHash(entry.event(), at);
      requireIncluded(entry, leafHash, checkpoint, at);
    }
    List<BundleCheck.ProvenAnchor> anchors =
        parts.anchors(bundle.anchors(), log, checkpoint, indices);
    List<EventSource.Found> events = new ArrayList<>();
    for (int i = 0; i < bundle.events().size(); i++) {
      events.add(PartChecks.event(bundle.events().get(i).event(), "/events/" + i));
    }
    requireRelated(bundle.code(), events);
    return new BundleCheck.Proven(
        bundle.code(),
        checkpoint.checkpoint().origin(),
        bundle.log(),
        parts.pinsLog(),
        checkpoint.size(),
        checkpoint.root(),
        cosigners,
        PartChecks.proven(events),
        anchors);
  }

  private static void requireIncluded(
      RawEntry entry, Digest leafHash, SignedCheckpoint checkpoint, String at) throws BundleFault {
    try {
      new InclusionProof(entry.event().index(), checkpoint.size(), entry.path())
          .verify(leafHash, checkpoint.root());
    } catch (TlogException | IllegalArgumentException e) {
      throw PartChecks.notAsShown(entry.event().part(), at, e);
    }
  }

  /**
   * What the code names must be named by an event: its item, and its lot. A lot's past proves
   * nothing for an item that somebody merely claims to be of that lot. Every event must be one that
   * a walk from the code finds among the bundle's own events, in its order.
   */
  private static void requireRelated(String code, List<EventSource.Found> events)
      throws BundleFault {
    DigitalLink link = link(code);
    Trace trace = trace(link, events);
    if (link.serial().isPresent() && lacks(trace, TracedEvent.Via.ITEM)) {
      throw BundleFault.unproven("/code", "no event of the bundle names it");
    }
    if ((link.serial().isEmpty() || link.lot().isPresent()) && lacks(trace, TracedEvent.Via.LOT)) {
      throw BundleFault.unproven(
          "/code", "no event of the bundle names " + (link.serial().isEmpty() ? "it" : "its lot"));
    }
    Set<Long> related = new HashSet<>();
    trace.events().forEach(traced -> related.add(traced.recorded().sequence()));
    for (int i = 0; i < events.size(); i++) {
      if (!related.contains(events.get(i).recorded().sequence())) {
        throw BundleFault.unproven("/events/" + i, "does not belong to the past of the code");
      }
    }
    for (int i = 0; i < events.size(); i++) {
      if (trace.events().get(i).recorded().sequence() != events.get(i).recorded().sequence()) {
        throw BundleFault.unproven("/events/" + i, "stands out of order: oldest first");
      }
    }
  }

  private static boolean lacks(Trace trace, TracedEvent.Via via) {
    return trace.events().stream().noneMatch(traced -> traced.via() == via);
  }

  static DigitalLink link(String code) throws BundleFault {
    try {
      DigitalLink link = DigitalLink.parse(code);
      List<Element> path = new ArrayList<>(List.of(link.key()));
      link.lot().ifPresent(lot -> path.add(new Element("10", lot)));
      link.serial().ifPresent(serial -> path.add(new Element("21", serial)));
      if (link.gtin().isPresent() && DigitalLink.of(path).toString().equals(code)) {
        return link;
      }
    } catch (Gs1Exception e) {
      throw noCode();
    }
    throw noCode();
  }

  private static BundleFault noCode() {
    return BundleFault.unproven(
        "/code", "is not the canonical Digital Link of a GTIN, a lot and a serial");
  }

  /** Whose recall of the product counts is not for a bundle to say: it shows whose each is. */
  static Trace trace(DigitalLink link, List<EventSource.Found> events) {
    Gtin gtin = link.gtin().orElseThrow();
    TraceGraph graph = new TraceGraph(new EventList(events));
    String lotLink = link.lot().map(value -> new Lgtin(gtin, value).canonical()).orElse(null);
    Trace trace =
        link.serial()
            .map(serial -> graph.ofItem(new Sgtin(gtin, serial).canonical(), lotLink))
            .orElseGet(() -> graph.ofLot(lotLink == null ? gtin.canonical() : lotLink));
    Set<String> parties = new HashSet<>();
    events.forEach(event -> parties.add(event.recorded().party()));
    return graph.withRecallsOf(Recallers.anyOf(gtin.canonical(), parties), trace);
  }
}
