package org.bricscodes.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecallTerms;

/** Events held in memory: what a bundle brings along, and the twin of the real source in tests. */
final class EventList implements EventSource, NewestEvents {

  private static final Comparator<Found> ORDER =
      Comparator.comparing((Found found) -> found.event().eventTime())
          .thenComparingLong(found -> found.recorded().sequence());

  private final Map<String, List<Found>> byTerm = new HashMap<>();

  EventList(Collection<Found> events) {
    for (Found found : events) {
      List<String> terms = new ArrayList<>(EventTerms.of(found.event()));
      terms.add(EventTerms.eventID(found.recorded().eventID()));
      terms.addAll(RecallTerms.told(found.event(), found.recorded().party()));
      if (Recalls.maySpeak(found)) {
        terms.addAll(RecallTerms.ifItSpeaks(found.event(), found.recorded().party()));
      }
      for (String term : terms) {
        byTerm.computeIfAbsent(term, key -> new ArrayList<>()).add(found);
      }
    }
  }

  @Override
  public List<Found> find(Collection<String> terms, Instant from, Instant to, int limit) {
    Set<Found> found = new LinkedHashSet<>();
    for (String term : terms) {
      for (Found candidate : byTerm.getOrDefault(term, List.of())) {
        Instant time = candidate.event().eventTime();
        if (!time.isBefore(from) && !time.isAfter(to)) {
          found.add(candidate);
        }
      }
    }
    return found.stream().sorted(ORDER).limit(limit).toList();
  }

  @Override
  public List<Found> newest(Collection<String> terms, int limit) {
    return find(terms, Instant.MIN, Instant.MAX, Integer.MAX_VALUE).stream()
        .sorted(Comparator.comparingLong((Found found) -> found.recorded().sequence()).reversed())
        .limit(limit)
        .toList();
  }
}
