package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.codes.Owners;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.JsonValue;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.jspecify.annotations.Nullable;

/**
 * The recalls of a product or of one of its lots, for people who follow them.
 *
 * <p>Of a lot: everything that makes the page of its packs say "recalled", and what took that back:
 * events about the lot, about the product as a whole, about containers the lot was in, about what
 * it was made from; besides, lists of recalled packs. Of a product: what its owners recalled of it,
 * for a while or for good, and took back, be it the product, lots or packs; a recall of something
 * that went into it shows at its lots alone.
 *
 * <p>Owners are those who issued codes of it, or registered codes made elsewhere ({@link Owners}).
 * What they said is looked for in the order in which it was recorded, so that what tells of long
 * ago is told as news; where there are several, each has its share of an answer.
 *
 * <p>Keeps no state; blocks on the store; any thread.
 */
public final class RecallNotices {

  /** Notices of one answer; the newest are told. */
  public static final int MAX = 50;

  /** Events of one party looked at for them, since some are no notice. */
  private static final int MAX_EVENTS = 200;

  private static final int MAX_LOTS = 20;
  private static final String REASON = CodeRecords.NAMESPACE + "reason";
  private static final Comparator<RecallNotice> NEWEST_FIRST =
      Comparator.comparing(RecallNotice::recorded)
          .thenComparingLong(RecallNotice::sequence)
          .reversed();

  private final TraceGraph graph;
  private final EventSource source;
  private final NewestEvents events;
  private final Owners owners;

  public RecallNotices(EventSource source, NewestEvents events, Owners owners) {
    this.graph = new TraceGraph(source);
    this.source = source;
    this.events = events;
    this.owners = owners;
  }

  /** Of a product, newest first. */
  public List<RecallNotice> ofProduct(Gtin gtin) {
    String product = gtin.canonical();
    List<RecallNotice> notices = new ArrayList<>();
    for (String party : owners.ofProduct(gtin)) {
      for (EventSource.Found found : said(List.of(RecallTerms.toldWithin(product, party)))) {
        notices.add(notice(found, gtin));
      }
    }
    return chosen(notices);
  }

  /** Of a lot, newest first. */
  public List<RecallNotice> ofLot(Gtin gtin, String lot) {
    String canonical = new Lgtin(gtin, lot).canonical();
    String product = gtin.canonical();
    Recallers.Whose whose = Recallers.Whose.of(owners, gtin, lot);
    Trace past = graph.ofLot(canonical);
    Recallers recallers = Recallers.of(past, product, whose, owners);
    Trace trace = graph.withRecallsOf(recallers, past);
    List<RecallNotice> notices = new ArrayList<>();
    for (TracedEvent traced : Recalls.told(trace, recallers)) {
      RecallNotice.Scope scope = scope(traced, product);
      notices.add(
          notice(
              new EventSource.Found(traced.recorded(), traced.event()),
              scope,
              isWhole(scope) ? List.of() : List.of(lot)));
    }
    for (String party : whose.parties()) {
      for (EventSource.Found found :
          said(List.of(RecallTerms.told(canonical, party), RecallTerms.told(product, party)))) {
        notices.add(notice(found, gtin));
      }
    }
    return chosen(notices);
  }

  /** What was recorded last, and is neither withdrawn nor withdraws something. */
  private List<EventSource.Found> said(List<String> terms) {
    return Corrections.withoutWithdrawn(events.newest(terms, MAX_EVENTS), source).stream()
        .filter(found -> found.event().common().errorDeclaration() == null)
        .toList();
  }

  private static RecallNotice notice(EventSource.Found found, Gtin gtin) {
    List<String> lots = lots(found.event(), gtin);
    RecallNotice.Scope scope = scope(found.event(), gtin.canonical(), lots);
    return notice(found, scope, isWhole(scope) ? List.of() : lots);
  }

  /** Of events found by what they recall: a list of codes names its lot, and recalls packs. */
  private static RecallNotice.Scope scope(EpcisEvent event, String product, List<String> lots) {
    boolean recalls = RecallTerms.recalls(event);
    if (CodeRecords.isOne(event)) {
      return RecallNotice.Scope.PACKS;
    }
    if (RecallTerms.classes(event).contains(product)) {
      return recalls ? RecallNotice.Scope.PRODUCT : RecallNotice.Scope.LIFTED_PRODUCT;
    }
    if (!lots.isEmpty()) {
      return recalls ? RecallNotice.Scope.LOT : RecallNotice.Scope.LIFTED;
    }
    return recalls ? RecallNotice.Scope.PACKS : RecallNotice.Scope.LIFTED_PACKS;
  }

  /** Of every lot, so that those it names besides say nothing more. */
  private static boolean isWhole(RecallNotice.Scope scope) {
    return scope == RecallNotice.Scope.PRODUCT || scope == RecallNotice.Scope.LIFTED_PRODUCT;
  }

  private static RecallNotice.Scope scope(TracedEvent traced, String product) {
    boolean recalls = RecallTerms.recalls(traced.event());
    if (traced.via() == TracedEvent.Via.PRODUCT && !traced.subject().equals(product)) {
      return recalls ? RecallNotice.Scope.INPUT : RecallNotice.Scope.LIFTED_INPUT;
    }
    return switch (traced.via()) {
      case ITEM, LOT, CONTAINER -> recalls ? RecallNotice.Scope.LOT : RecallNotice.Scope.LIFTED;
      case INPUT -> recalls ? RecallNotice.Scope.INPUT : RecallNotice.Scope.LIFTED_INPUT;
      case PRODUCT -> recalls ? RecallNotice.Scope.PRODUCT : RecallNotice.Scope.LIFTED_PRODUCT;
    };
  }

  private static RecallNotice notice(
      EventSource.Found event, RecallNotice.Scope scope, List<String> lots) {
    return new RecallNotice(
        event.recorded().eventID(),
        scope,
        event.event().eventTime(),
        event.recorded().recordTime(),
        event.recorded().party(),
        lots,
        reason(event.event()),
        event.recorded().sequence());
  }

  /**
   * One for each event, which may be found twice; the newest, but of each of several parties its
   * own newest first, so that none can fill the answer.
   */
  private static List<RecallNotice> chosen(List<RecallNotice> notices) {
    Map<String, RecallNotice> once = new LinkedHashMap<>();
    notices.stream()
        .sorted(NEWEST_FIRST)
        .forEach(notice -> once.putIfAbsent(notice.party() + '\n' + notice.eventID(), notice));
    Map<String, Integer> taken = new HashMap<>();
    long parties = once.values().stream().map(RecallNotice::party).distinct().count();
    List<RecallNotice> share = new ArrayList<>();
    List<RecallNotice> rest = new ArrayList<>();
    for (RecallNotice notice : once.values()) {
      boolean within = taken.merge(notice.party(), 1, Integer::sum) <= MAX / parties;
      (within ? share : rest).add(notice);
    }
    share.addAll(rest.subList(0, Math.clamp(MAX - share.size(), 0, rest.size())));
    return share.stream().sorted(NEWEST_FIRST).toList();
  }

  private static List<String> lots(EpcisEvent event, Gtin gtin) {
    Set<String> lots = new LinkedHashSet<>();
    for (String epcClass : RecallTerms.classes(event)) {
      String lot = lot(epcClass, gtin);
      if (lot != null && lots.size() < MAX_LOTS) {
        lots.add(lot);
      }
    }
    return List.copyOf(lots);
  }

  private static @Nullable String lot(String epcClass, Gtin gtin) {
    if (!epcClass.startsWith(gtin.canonical() + "/10/")) {
      return null;
    }
    try {
      return DigitalLink.parse(epcClass).lot().orElse(null);
    } catch (Gs1Exception e) {
      return null;
    }
  }

  private static @Nullable String reason(EpcisEvent event) {
    for (Extension extension : event.common().extensions()) {
      if (extension.name().equals(REASON)
          && extension.value() instanceof JsonValue.Text(String text)) {
        return text;
      }
    }
    return null;
  }
}
