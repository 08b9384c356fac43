package org.bricscodes.provenance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.PersistentDisposition;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.TransformationEvent;
import org.bricscodes.epcis.UriRef;

/**
 * Reads recalls out of a trace. A recall counts if the brand owner recorded it, or the party that
 * brought the recalled subject into being; anybody else's is a step like others. It stands until
 * the same party takes it back with {@code persistentDisposition.unset}.
 */
final class Recalls {

  static final String RECALLED = "https://ref.gs1.org/cbv/Disp-recalled";
  private static final Set<String> CREATING =
      Set.of(
          "https://ref.gs1.org/cbv/BizStep-commissioning",
          "https://ref.gs1.org/cbv/BizStep-creating_class_instance");

  private record Claim(String party, String subject) {}

  private Recalls() {}

  /** The earliest recall that still stands. */
  static Optional<TracedEvent> standing(Trace trace, String owner) {
    Map<Claim, TracedEvent> standing = new HashMap<>();
    Set<Claim> makers = makers(trace);
    for (TracedEvent traced : trace.events()) {
      Claim claim = new Claim(traced.recorded().party(), traced.subject());
      boolean entitled = claim.party().equals(owner) || makers.contains(claim);
      if (entitled && traced.event().common().errorDeclaration() == null) {
        if (recalls(traced.event())) {
          standing.putIfAbsent(claim, traced);
        } else if (lifts(traced.event())) {
          standing.remove(claim);
        }
      }
    }
    return standing.values().stream().min(Trace.ORDER);
  }

  /** What was recalled or taken back by these parties, or by whoever made the subject. */
  static List<TracedEvent> told(Trace trace, Set<String> owners) {
    Set<Claim> makers = makers(trace);
    return trace.events().stream()
        .filter(traced -> speaksOf(traced.event()))
        .filter(traced -> traced.event().common().errorDeclaration() == null)
        .filter(
            traced ->
                owners.contains(traced.recorded().party())
                    || makers.contains(new Claim(traced.recorded().party(), traced.subject())))
        .toList();
  }

  /** The event recalls something, or takes a recall back. */
  static boolean speaksOf(EpcisEvent event) {
    return recalls(event) || lifts(event);
  }

  static boolean recalls(EpcisEvent event) {
    UriRef disposition = event.disposition();
    PersistentDisposition persistent = event.common().persistentDisposition();
    return (disposition != null && disposition.canonical().equals(RECALLED))
        || (persistent != null && names(persistent.set()));
  }

  private static boolean lifts(EpcisEvent event) {
    PersistentDisposition persistent = event.common().persistentDisposition();
    return persistent != null && names(persistent.unset());
  }

  private static boolean names(Iterable<UriRef> dispositions) {
    for (UriRef disposition : dispositions) {
      if (disposition.canonical().equals(RECALLED)) {
        return true;
      }
    }
    return false;
  }

  private static Set<Claim> makers(Trace trace) {
    Set<Claim> makers = new HashSet<>();
    for (TracedEvent traced : trace.events()) {
      String party = traced.recorded().party();
      EpcisEvent event = traced.event();
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
