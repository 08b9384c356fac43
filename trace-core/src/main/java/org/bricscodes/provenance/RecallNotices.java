package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.JsonValue;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.jspecify.annotations.Nullable;

/**
 * The recalls of a product or of one of its lots, for people who follow them.
 *
 * <p>Of a lot: everything that makes the page of its packs say "recalled", and what took that back:
 * events about the lot, about containers it was in, about what it was made from; besides, lists of
 * recalled packs. Of a product: what its issuers recorded with the disposition {@code recalled}; a
 * recall of something that went into it shows at its lots alone.
 *
 * <p>Keeps no state; blocks on the store; any thread.
 */
public final class RecallNotices {

  /** Notices of one answer; the newest are told. */
  public static final int MAX = 50;

  /** Events looked at for them, since some are no notice. */
  private static final int MAX_EVENTS = 200;

  private static final int MAX_LOTS = 20;
  private static final String REASON = CodeRecords.NAMESPACE + "reason";
  private static final Comparator<RecallNotice> NEWEST_FIRST =
      Comparator.comparing(RecallNotice::recorded).thenComparing(RecallNotice::eventID).reversed();

  private final TraceGraph graph;
  private final EventIntersection events;

  public RecallNotices(EventSource source, EventIntersection events) {
    this.graph = new TraceGraph(source);
    this.events = events;
  }

  /**
   * Of a product, newest first.
   *
   * @param issuers the parties that issued codes of it: what others say is no recall
   */
  public List<RecallNotice> ofProduct(Gtin gtin, Set<String> issuers) {
    return sorted(recorded("gtin=" + gtin.digits(), gtin, issuers));
  }

  /** Of a lot, newest first. */
  public List<RecallNotice> ofLot(Gtin gtin, String lot, Set<String> issuers) {
    String canonical = new Lgtin(gtin, lot).canonical();
    List<RecallNotice> notices = new ArrayList<>();
    for (TracedEvent traced : Recalls.told(graph.ofLot(canonical), issuers)) {
      boolean input = traced.via() == TracedEvent.Via.INPUT;
      notices.add(
          notice(
              new EventSource.Found(traced.recorded(), traced.event()),
              !Recalls.recalls(traced.event())
                  ? RecallNotice.Scope.LIFTED
                  : input ? RecallNotice.Scope.INPUT : RecallNotice.Scope.LOT,
              List.of(lot)));
    }
    for (RecallNotice packs : recorded("epcClass=" + canonical, gtin, issuers)) {
      if (packs.scope() == RecallNotice.Scope.PACKS) {
        notices.add(packs);
      }
    }
    return sorted(notices);
  }

  private List<RecallNotice> recorded(String term, Gtin gtin, Set<String> issuers) {
    List<RecallNotice> notices = new ArrayList<>();
    List<EventSource.Found> found =
        events.newest("disposition=" + Recalls.RECALLED, term, MAX_EVENTS);
    for (EventSource.Found event : Corrections.withoutWithdrawn(found)) {
      if (issuers.contains(event.recorded().party())
          && event.event().common().errorDeclaration() == null) {
        boolean packs = CodeRecords.isOne(event.event()) || !event.event().epcList().isEmpty();
        notices.add(
            notice(
                event,
                packs ? RecallNotice.Scope.PACKS : RecallNotice.Scope.LOT,
                lots(event.event(), gtin)));
      }
    }
    return notices;
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

  /** One for each event: a lot's list of packs may be found twice. */
  private static List<RecallNotice> sorted(List<RecallNotice> notices) {
    Map<String, RecallNotice> once = new LinkedHashMap<>();
    notices.stream()
        .sorted(NEWEST_FIRST)
        .forEach(notice -> once.putIfAbsent(notice.party() + '\n' + notice.eventID(), notice));
    return once.values().stream().limit(MAX).toList();
  }

  private static List<String> lots(EpcisEvent event, Gtin gtin) {
    Set<String> lots = new LinkedHashSet<>();
    for (QuantityElement quantity : event.quantityList()) {
      String lot = lot(quantity.epcClass().canonical(), gtin);
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
