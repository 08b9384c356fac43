package org.bricscodes.provenance;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.TransformationEvent;

/**
 * Reads recalls out of a trace. A recall counts if the brand owner recorded it, or the party that
 * brought the recalled subject into being; anybody else's is a step like others. Nobody brings a
 * product as a whole into being: who made one of its lots or items can recall the product, and that
 * counts for those. A recall stands until the same party takes it back of the same subject with
 * {@code persistentDisposition.unset}.
 */
final class Recalls {

  private static final Set<String> CREATING =
      Set.of(
          "https://ref.gs1.org/cbv/BizStep-commissioning",
          "https://ref.gs1.org/cbv/BizStep-creating_class_instance");

  private record Claim(String party, String subject) {}

  private record Recalled(RecallScope scope, TracedEvent traced) {}

  private static final Comparator<Recalled> EARLIEST =
      Comparator.comparing(Recalled::traced, Trace.ORDER).thenComparing(Recalled::scope);

  private Recalls() {}

  /**
   * The earliest recall that still stands.
   *
   * @param tradeItem of which the traced item is, canonical
   * @param owners the brand owner; of a lot or product as a whole all that may be
   */
  static Optional<Reason.Recalled> standing(
      Trace trace, String tradeItem, Set<String> owners, Names names) {
    Map<Claim, Recalled> standing = new HashMap<>();
    Set<Claim> makers = makers(trace);
    Set<String> entitled = entitled(trace, tradeItem, owners);
    for (TracedEvent traced : trace.events()) {
      if (traced.event().common().errorDeclaration() != null) {
        continue;
      }
      String party = traced.recorded().party();
      for (String subject : subjects(traced, trace, tradeItem)) {
        Claim claim = new Claim(party, subject);
        boolean whole = subject.equals(tradeItem);
        boolean counts =
            whole ? entitled.contains(party) : owners.contains(party) || makers.contains(claim);
        if (counts) {
          if (RecallTerms.recalls(traced.event())) {
            RecallScope scope = whole ? RecallScope.PRODUCT : scope(traced, subject, tradeItem);
            standing.putIfAbsent(claim, new Recalled(scope, traced));
          } else if (RecallTerms.lifts(traced.event())) {
            standing.remove(claim);
          }
        }
      }
    }
    return standing.values().stream()
        .min(EARLIEST)
        .map(
            recall -> {
              String party = recall.traced.recorded().party();
              return new Reason.Recalled(
                  recall.scope,
                  party,
                  names.party(party).orElse(party),
                  LocalDate.ofInstant(recall.traced.time(), ZoneOffset.UTC));
            });
  }

  /** What was recalled or taken back by these parties, or by whoever made the subject. */
  static List<TracedEvent> told(Trace trace, Set<String> owners) {
    Set<Claim> makers = makers(trace);
    return trace.events().stream()
        .filter(traced -> RecallTerms.speaks(traced.event()))
        .filter(traced -> traced.event().common().errorDeclaration() == null)
        .filter(
            traced ->
                traced.via() == TracedEvent.Via.PRODUCT
                    || owners.contains(traced.recorded().party())
                    || makers.contains(new Claim(traced.recorded().party(), traced.subject())))
        .toList();
  }

  /**
   * Who may recall the product as a whole, as far as the traced item or lot goes: its owners, and
   * whoever made it.
   */
  static Set<String> entitled(Trace trace, String tradeItem, Set<String> owners) {
    Set<String> entitled = new HashSet<>(owners);
    for (Claim maker : makers(trace)) {
      if (trace.subjects().contains(maker.subject)
          && maker.subject.startsWith(tradeItem.concat("/"))) {
        entitled.add(maker.party);
      }
    }
    return entitled;
  }

  /** The event recalls something, or takes a recall back; or whether it does is withheld. */
  static boolean maySpeak(EventSource.Found found) {
    return RecallTerms.speaks(found.event())
        || found.withheld().touches("disposition")
        || found.withheld().touches("persistentDisposition");
  }

  /**
   * What of the trace an event is about. It is filed under one thing, and one that recalls may name
   * more: the product beside a lot, the lot beside a pack, several inputs.
   */
  private static Set<String> subjects(TracedEvent traced, Trace trace, String tradeItem) {
    Set<String> subjects = new LinkedHashSet<>(List.of(traced.subject()));
    if (RecallTerms.speaks(traced.event())) {
      for (String named : RecallTerms.classes(traced.event())) {
        if (named.equals(tradeItem) || trace.subjects().contains(named)) {
          subjects.add(named);
        }
      }
    }
    return subjects;
  }

  private static RecallScope scope(TracedEvent traced, String subject, String tradeItem) {
    if (subject.equals(traced.subject())) {
      return RecallScope.of(traced.via());
    }
    return subject.startsWith(tradeItem.concat("/")) ? RecallScope.LOT : RecallScope.INPUT;
  }

  private static Set<Claim> makers(Trace trace) {
    Set<Claim> makers = new HashSet<>();
    for (TracedEvent traced : trace.events()) {
      String party = traced.recorded().party();
      EpcisEvent event = traced.event();
      if (event.common().errorDeclaration() != null) {
        continue; // it says that it was not so
      }
      if (event instanceof TransformationEvent made) {
        made.outputEPCList().forEach(id -> makers.add(new Claim(party, id.canonical())));
        addClasses(made.outputQuantityList(), party, makers);
      } else if (event.bizStep() != null && CREATING.contains(event.bizStep().canonical())) {
        event.epcList().forEach(id -> makers.add(new Claim(party, id.canonical())));
        addClasses(event.quantityList(), party, makers);
      }
    }
    return makers;
  }

  private static void addClasses(
      Iterable<QuantityElement> quantities, String party, Set<Claim> makers) {
    for (QuantityElement quantity : quantities) {
      makers.add(new Claim(party, quantity.epcClass().canonical()));
    }
  }
}
