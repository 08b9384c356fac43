package org.bricscodes.provenance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stretches of a journey that nobody reported.
 *
 * <p>Events are laid along tracks: one for the item with the containers it was in, and one for each
 * input. Two events that follow each other on a track bound a gap if they are at least {@code
 * threshold} apart and, in between, the goods were under way, or changed place without anybody
 * saying that they left. Goods that rest in a known place for months are no gap. A last event that
 * says the goods are under way opens a gap to the present.
 */
final class GapFinder {

  /** Shorter stretches are how goods travel. */
  static final Duration THRESHOLD = Duration.ofDays(3);

  private static final String CBV = "https://ref.gs1.org/cbv/";
  private static final Set<String> LEAVING =
      Set.of(
          CBV + "BizStep-shipping",
          CBV + "BizStep-departing",
          CBV + "BizStep-loading",
          CBV + "BizStep-transporting");
  private static final String IN_TRANSIT = CBV + "Disp-in_transit";

  private final Names names;
  private final Duration threshold;

  GapFinder(Names names, Duration threshold) {
    this.names = names;
    this.threshold = threshold;
  }

  List<Gap> gaps(Trace trace, Instant now) {
    Map<String, List<TracedEvent>> tracks = new LinkedHashMap<>();
    for (TracedEvent event : trace.events()) {
      switch (event.via()) {
        case ITEM, CONTAINER -> tracks.computeIfAbsent("", track -> new ArrayList<>()).add(event);
        case INPUT ->
            tracks.computeIfAbsent(event.subject(), track -> new ArrayList<>()).add(event);
        case LOT, PRODUCT -> {} // speaks of them wherever they are
      }
    }
    List<Gap> gaps = new ArrayList<>();
    tracks.forEach((track, events) -> addGaps(events, track.isEmpty() ? now : null, gaps));
    gaps.sort((one, other) -> one.from().compareTo(other.from()));
    return gaps;
  }

  private void addGaps(List<TracedEvent> track, @Nullable Instant now, List<Gap> gaps) {
    for (int i = 0; i + 1 < track.size(); i++) {
      TracedEvent last = track.get(i);
      TracedEvent next = track.get(i + 1);
      Duration length = Duration.between(last.time(), next.time());
      if (length.compareTo(threshold) >= 0) {
        if (isLeaving(last.event())) {
          gaps.add(gap(Gap.Kind.IN_TRANSIT, last, next, length));
        } else if (!samePlace(last.event(), next.event())) {
          gaps.add(gap(Gap.Kind.PLACE_CHANGED, last, next, length));
        }
      }
    }
    if (now != null && !track.isEmpty()) {
      TracedEvent last = track.getLast();
      Duration length = Duration.between(last.time(), now);
      if (isLeaving(last.event()) && length.compareTo(threshold) >= 0) {
        gaps.add(gap(Gap.Kind.NOT_ARRIVED, last, null, length));
      }
    }
  }

  private Gap gap(Gap.Kind kind, TracedEvent last, @Nullable TracedEvent next, Duration length) {
    return new Gap(
        kind,
        last.time(),
        next == null ? null : next.time(),
        last.recorded().eventID(),
        next == null ? null : next.recorded().eventID(),
        Places.left(last.event(), names),
        next == null ? null : Places.of(next.event(), names),
        length);
  }

  private static boolean isLeaving(EpcisEvent event) {
    UriRef step = event.bizStep();
    UriRef disposition = event.disposition();
    return (step != null && LEAVING.contains(step.canonical()))
        || (disposition != null && disposition.canonical().equals(IN_TRANSIT));
  }

  /** Whether the goods turned up where they were left, or it is not known where either was. */
  private static boolean samePlace(EpcisEvent last, EpcisEvent next) {
    String from = Places.siteLeft(last);
    String to = Places.site(next);
    return from == null || to == null || from.equals(to);
  }
}
