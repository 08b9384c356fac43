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
import org.bricscodes.epcis.RecallTerms;

/**
 * Reads recalls out of a trace. One counts if a party recorded it that may recall what it names
 * ({@link Recallers}); anybody else's is a step like others. A recall stands until the same party
 * takes it back of the same subject with {@code persistentDisposition.unset}.
 */
final class Recalls {

  /** Parties whose recalls are told of at once. */
  private static final int MAX_TOLD = 5;

  private record Claim(String party, String subject) {}

  private record Recalled(RecallScope scope, TracedEvent traced) {}

  private static final Comparator<Recalled> EARLIEST =
      Comparator.comparing(Recalled::traced, Trace.ORDER).thenComparing(Recalled::scope);

  private Recalls() {}

  /** The earliest recall that still stands, and in it the earliest of each other party. */
  static Optional<Reason.Recalled> standing(Trace trace, Recallers recallers, Names names) {
    Map<Claim, Recalled> standing = new HashMap<>();
    for (TracedEvent traced : trace.events()) {
      if (isWithdrawn(trace, traced)) {
        continue;
      }
      String party = traced.recorded().party();
      for (String subject : subjects(traced, trace, recallers)) {
        Claim claim = new Claim(party, subject);
        if (RecallTerms.recalls(traced.event())) {
          Recalled recalled =
              new Recalled(scope(traced, subject, recallers.tradeItem(), trace), traced);
          standing.putIfAbsent(claim, recalled);
        } else {
          standing.remove(claim);
        }
      }
    }
    Set<String> told = new HashSet<>();
    List<Reason.Recalled> recalls =
        standing.values().stream()
            .sorted(EARLIEST)
            .filter(recall -> told.add(recall.traced.recorded().party()))
            .limit(MAX_TOLD)
            .map(recall -> reason(recall, names))
            .toList();
    return recalls.isEmpty()
        ? Optional.empty()
        : Optional.of(recalls.getFirst().with(recalls.subList(1, recalls.size())));
  }

  private static Reason.Recalled reason(Recalled recall, Names names) {
    String party = recall.traced.recorded().party();
    return new Reason.Recalled(
        recall.scope,
        party,
        names.party(party).orElse(party),
        LocalDate.ofInstant(recall.traced.time(), ZoneOffset.UTC));
  }

  /** What was recalled or taken back by who may. */
  static List<TracedEvent> told(Trace trace, Recallers recallers) {
    return trace.events().stream()
        .filter(traced -> !isWithdrawn(trace, traced))
        .filter(traced -> !subjects(traced, trace, recallers).isEmpty())
        .toList();
  }

  /** The event recalls something, or takes a recall back; or whether it does is withheld. */
  static boolean maySpeak(EventSource.Found found) {
    return RecallTerms.speaks(found.event())
        || found.withheld().touches("disposition")
        || found.withheld().touches("persistentDisposition");
  }

  private static boolean isWithdrawn(Trace trace, TracedEvent traced) {
    return traced.event().common().errorDeclaration() != null
        || trace.withdrawn().contains(traced.recorded().sequence());
  }

  /**
   * What of the trace an event recalls, or takes back the recall of, and may. It is filed under one
   * thing, and may name more: the product beside a lot, the lot beside a pack, several inputs.
   */
  static Set<String> subjects(TracedEvent traced, Trace trace, Recallers recallers) {
    if (!RecallTerms.speaks(traced.event())) {
      return Set.of();
    }
    Set<String> subjects = new LinkedHashSet<>(List.of(traced.subject()));
    for (String named : RecallTerms.classes(traced.event())) {
      if (named.equals(recallers.tradeItem()) || trace.subjects().contains(named)) {
        subjects.add(named);
      }
    }
    String party = traced.recorded().party();
    subjects.removeIf(subject -> !recallers.of(subject).contains(party));
    return subjects;
  }

  private static RecallScope scope(
      TracedEvent traced, String subject, String tradeItem, Trace trace) {
    if (subject.equals(tradeItem)) {
      return RecallScope.PRODUCT;
    }
    if (subject.equals(traced.subject()) && traced.via() != TracedEvent.Via.PRODUCT) {
      return RecallScope.of(traced.via());
    }
    if (Recallers.isOf(subject, tradeItem)) {
      return RecallScope.LOT;
    }
    return isPackedIn(subject, trace) ? RecallScope.CONTAINER : RecallScope.INPUT;
  }

  /** Something of the product held the item, so far as anything was reported of it. */
  private static boolean isPackedIn(String product, Trace trace) {
    return trace.events().stream()
        .anyMatch(
            traced ->
                traced.via() == TracedEvent.Via.CONTAINER
                    && Recallers.isOf(traced.subject(), product));
  }
}
