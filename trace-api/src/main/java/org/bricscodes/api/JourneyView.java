package org.bricscodes.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.provenance.Gap;
import org.bricscodes.provenance.Journey;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.provenance.Step;
import org.bricscodes.provenance.TracedEvent;
import org.jspecify.annotations.Nullable;

/** A journey as lists of steps and gaps, and who reported them. */
final class JourneyView {

  /** Steps and gaps of one list; the oldest are shown. */
  private static final int MAX_ITEMS = 120;

  /** Parties named. */
  private static final int MAX_PARTIES = 20;

  private final Wording wording;

  JourneyView(Wording wording) {
    this.wording = wording;
  }

  void fill(Map<String, Object> values, Journey journey) {
    List<Object> making = new ArrayList<>();
    List<Object> way = new ArrayList<>();
    boolean cut = !journey.complete();
    for (Step step : journey.steps()) {
      List<Object> part = step.via() == TracedEvent.Via.INPUT ? making : way;
      if (part.size() < MAX_ITEMS) {
        part.add(step(step));
        journey.gaps().stream()
            .filter(gap -> gap.after().equals(step.eventID()))
            .forEach(gap -> part.add(gap(gap)));
      } else {
        cut = true;
      }
    }
    values.put("journey", way);
    values.put("hasJourney", !way.isEmpty());
    values.put("making", making);
    values.put("hasMaking", !making.isEmpty());
    values.put("makingCount", wording.number(making.size()));
    values.put("hasGaps", !journey.gaps().isEmpty());
    values.put("incomplete", cut);
    people(values, journey.steps());
  }

  /** Places on a map, in the order of the journey, each time it moved on. */
  static List<RouteMap.Stop> stops(Journey journey) {
    List<RouteMap.Stop> stops = new ArrayList<>();
    for (Step step : journey.steps()) {
      NamedPlace place = step.place();
      if (isMove(step) && place != null && place.latitude() != null && place.longitude() != null) {
        String city = place.city();
        boolean lost = journey.gaps().stream().anyMatch(gap -> step.eventID().equals(gap.before()));
        stops.add(
            new RouteMap.Stop(
                place.latitude(), place.longitude(), city == null ? place.name() : city, lost));
      }
    }
    return stops;
  }

  /** Whoever recalls a product as a whole does it where he sits. */
  private static boolean isMove(Step step) {
    return step.via() != TracedEvent.Via.PRODUCT;
  }

  private void people(Map<String, Object> values, List<Step> steps) {
    Map<String, Integer> reports = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    NamedPlace origin = null;
    for (Step step : steps) {
      reports.merge(step.by(), 1, Integer::sum);
      names.put(step.by(), by(step));
      origin = origin == null && isMove(step) ? step.place() : origin;
    }
    List<Object> people = new ArrayList<>();
    reports.forEach(
        (party, count) -> {
          if (people.size() < MAX_PARTIES) {
            people.add(
                Map.of(
                    "name", Phrase.foreign(names.getOrDefault(party, party)),
                    "reports", wording.sentence("people.reports", Map.of("count", count))));
          }
        });
    values.put("people", people);
    values.put("hasPeople", !people.isEmpty());
    values.put("hasOrigin", origin != null);
    if (origin != null) {
      values.put("origin", wording.sentence("people.origin", Map.of("place", where(origin))));
    }
  }

  private Map<String, Object> step(Step step) {
    Map<String, Object> item = new HashMap<>();
    item.put("isGap", false);
    String word = step.bizStep();
    item.put("title", wording.ofOpen("step.", word == null ? "other" : word));
    LocalDate day = day(step);
    item.put("iso", step.eventTime().toString());
    item.put("isoDay", day.toString());
    item.put("day", wording.day(day));
    NamedPlace place = step.place();
    item.put("hasPlace", place != null);
    item.put("place", place == null ? "" : where(place));
    item.put("by", wording.sentence("by", Map.of("party", by(step))));
    item.put("evidence", evidence(step));
    item.put("evidenceWord", step.evidence().word());
    item.put("logged", wording.of(logged(step)));
    return item;
  }

  /** How well it is borne out, and by whom. */
  Phrase evidence(Step step) {
    String verifiedBy = step.verifiedBy();
    return wording.sentence(
        "evidence." + step.evidence().word(),
        Map.of("party", verifiedBy == null ? by(step) : verifiedBy));
  }

  /** The day by the clock that stood there. */
  static LocalDate day(Step step) {
    return step.eventTime().atOffset(ZoneOffset.of(step.eventTimeZoneOffset())).toLocalDate();
  }

  static String by(Step step) {
    String name = step.byName();
    return name == null ? step.by() : name;
  }

  private static String logged(Step step) {
    if (!step.anchors().isEmpty()) {
      return "log.anchored";
    }
    return step.logged() ? "log.logged" : "log.waiting";
  }

  private Map<String, Object> gap(Gap gap) {
    Map<String, Object> item = new HashMap<>();
    item.put("isGap", true);
    item.put("title", wording.of("gap." + gap.kind().word()));
    item.put("hasDays", gap.days() > 0);
    item.put("days", wording.sentence("gap.days", Map.of("days", gap.days())));
    item.put(
        "way",
        wording.sentence(
            "gap.way",
            Map.of("from", whereIfKnown(gap.fromPlace()), "to", whereIfKnown(gap.toPlace()))));
    return item;
  }

  private Phrase whereIfKnown(@Nullable NamedPlace place) {
    return place == null ? Phrase.own(wording.of("place.unknown")) : where(place);
  }

  /** Name, city and country. */
  Phrase where(NamedPlace place) {
    Phrase text = Phrase.foreign(place.name());
    String city = place.city();
    if (city != null && !place.name().contains(city)) {
      text = wording.sentence("place.city", Map.of("place", text, "city", city));
    }
    String country = place.countryCode();
    return country == null
        ? text
        : wording.sentence(
            "place.country", Map.of("place", text, "country", wording.country(country)));
  }
}
