package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks of one device at one item, none further from the one before than a session lasts: what is
 * counted, since people reload pages.
 *
 * <p>Or a fold: where one network visits an item more often in an hour than is kept apart, the last
 * of its visits stands for all that follow. It tells how many they were and when the last was; the
 * rest it tells of its own first. Visits are folded only where all that a rule about the item could
 * ask of them, but for who came, is the same.
 *
 * @param began the first look, to the millisecond
 * @param last the latest look
 * @param looks how many were recorded; looks within a minute of each other are one, where one
 *     process is asked
 * @param visits how many it stands for: 1, or more of a fold, in which nobody tells reloads from
 *     visits
 * @param place where the first look came from; null where it is not known
 * @param found what the first look found
 * @param facts about the item at the first look
 */
public record Visit(
    Instant began,
    Instant last,
    int looks,
    int visits,
    @Nullable Place place,
    Visitor visitor,
    Found found,
    Channel channel,
    ItemFacts facts) {

  public Visit {
    began = began.truncatedTo(ChronoUnit.MILLIS);
    last = last.truncatedTo(ChronoUnit.MILLIS);
    if (last.isBefore(began) || visits < 1 || looks < visits) {
      throw new IllegalArgumentException(
          "a visit has a look, and its last is not before its first");
    }
  }

  /** A visit of one look. */
  static Visit of(Look look, ItemFacts facts) {
    return new Visit(
        look.at(),
        look.at(),
        1,
        1,
        look.place(),
        look.visitor(),
        look.found(),
        look.channel(),
        facts);
  }

  /** Whether the look is part of this visit. */
  boolean takes(Look look, Duration session) {
    return visits == 1
        && look.visitor().isDevice(visitor)
        && isInner(look.channel()) == isInner(channel)
        && !look.at().isBefore(began.minus(session))
        && !look.at().isAfter(last.plus(session));
  }

  /** The same with one more look. Its beginning is its identity and stays. */
  Visit with(Look look) {
    Instant latest = look.at().isAfter(last) ? look.at() : last;
    return new Visit(began, latest, looks + 1, visits, place, visitor, found, channel, facts);
  }

  /** Whether both may stand in one fold. */
  boolean mayFoldWith(Visit other) {
    return visitor.period().equals(other.visitor.period())
        && visitor.network() == other.visitor.network()
        && ScanRows.hour(began) == ScanRows.hour(other.began)
        && isInner(channel) == isInner(other.channel)
        && Objects.equals(place, other.place)
        && facts.equals(other.facts);
  }

  /** The same, standing for another one too. */
  Visit and(Visit other) {
    Instant latest = other.last.isAfter(last) ? other.last : last;
    return new Visit(
        began,
        latest,
        looks + other.looks,
        visits + other.visits,
        place,
        visitor,
        found,
        channel,
        facts);
  }

  /** The same, standing for so many. */
  Visit standingFor(int number) {
    return new Visit(
        began, last, Math.max(looks, number), number, place, visitor, found, channel, facts);
  }

  private static boolean isInner(Channel way) {
    return way == Channel.INNER;
  }

  /**
   * A name for whoever this probably was: the same kind of phone in the same region is taken for
   * the same person, since phones change networks and addresses more often than people share packs.
   * Says nothing beyond the period of a salt.
   */
  Person person() {
    long network = place == null ? visitor.network() : 0;
    return new Person(visitor.period(), visitor.agent(), place, network);
  }

  /** See {@link #person}. */
  record Person(Instant period, short agent, @Nullable Place place, long network) {}

  /**
   * How many people there were at least: in each place as many as in the period in which most can
   * be told apart, since whoever comes again in another period has another name.
   */
  static long people(List<Visit> visits) {
    Set<Person> people = new HashSet<>();
    visits.forEach(visit -> people.add(visit.person()));
    Map<Optional<Place>, Map<Instant, Integer>> byPlace = new HashMap<>();
    for (Person person : people) {
      byPlace
          .computeIfAbsent(Optional.ofNullable(person.place), place -> new HashMap<>())
          .merge(person.period, 1, Integer::sum);
    }
    return byPlace.values().stream().mapToLong(periods -> Collections.max(periods.values())).sum();
  }
}
