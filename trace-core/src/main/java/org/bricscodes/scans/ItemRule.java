package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * A rule about one item, as data: thresholds and a weight. Pure; the same over a live history and a
 * recorded one.
 */
sealed interface ItemRule {

  /** In kilometres; nothing is further away. */
  double HALF_ROUND_THE_EARTH = 20_038;

  RuleName name();

  /** What speaks, in the visits kept, if anything does. */
  Optional<Finding> check(ItemHistory history);

  /**
   * Two visitors further apart than the time between allows. Cells are taken as near as they can
   * be. Where both may be one phone that changed its network, as through a VPN, little is made of
   * it; where it happened between several pairs, more.
   */
  record ImpossibleTravel(
      int weight,
      int repeatedWeight,
      int doubtfulWeight,
      int kilometresPerHour,
      int leastKilometres)
      implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.IMPOSSIBLE_TRAVEL;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      // By period: a pair that is there in two may be the same two people.
      Map<Instant, Map<Set<Visit.Person>, Jump>> certain = new LinkedHashMap<>();
      Map<Set<Visit.Person>, Jump> doubtful = new LinkedHashMap<>();
      Jump latest = null;
      Visit before = null;
      for (Visit visit : history.visits()) {
        if (cell(visit) == null) {
          continue;
        }
        Jump jump = before == null ? null : jump(before, visit);
        if (jump != null) {
          Set<Visit.Person> pair = Set.of(jump.from.person(), jump.to.person());
          Visitor visitor = jump.to.visitor();
          if (jump.from.visitor().maySharePhone(visitor)) {
            doubtful.putIfAbsent(pair, jump);
          } else {
            certain
                .computeIfAbsent(visitor.period(), period -> new LinkedHashMap<>())
                .putIfAbsent(pair, jump);
          }
          latest = jump;
        }
        before = visit;
      }
      if (latest == null) {
        return Optional.empty();
      }
      Map<Set<Visit.Person>, Jump> most =
          certain.values().stream().max(Comparator.comparingInt(Map::size)).orElse(Map.of());
      int pairs = most.size();
      int grave = pairs > 1 ? repeatedWeight : weight;
      Hit hit =
          new Hit(
              name(),
              certain.isEmpty() ? doubtfulWeight : grave,
              latest.to.began(),
              Map.of(
                  "from", country(latest.from),
                  "to", country(latest.to),
                  "km", String.valueOf(Math.round(latest.kilometres)),
                  "minutes", String.valueOf(latest.between.toMinutes()),
                  "times", String.valueOf(pairs + doubtful.size())));
      List<Jump> by = certain.isEmpty() ? first(doubtful, 1) : first(most, 2);
      return Optional.of(
          new Finding(
              hit, 2, () -> by.stream().flatMap(one -> Stream.of(one.from, one.to)).toList()));
    }

    private static List<Jump> first(Map<Set<Visit.Person>, Jump> jumps, int many) {
      return jumps.values().stream().limit(many).toList();
    }

    private record Jump(Visit from, Visit to, double kilometres, Duration between) {}

    private @Nullable Jump jump(Visit from, Visit to) {
      Cell start = cell(from);
      Cell end = cell(to);
      if (start == null || end == null || from.visitor().isDevice(to.visitor())) {
        return null;
      }
      Duration gap = Duration.between(from.last(), to.began());
      Duration between = gap.isNegative() ? Duration.ZERO : gap;
      double reach = kilometresPerHour * (between.toSeconds() / 3600.0);
      if (reach >= HALF_ROUND_THE_EARTH || start.equals(end)) {
        return null; // without trigonometry, as most visits are days apart or in one place
      }
      double kilometres = start.kilometresTo(end);
      return kilometres >= leastKilometres && kilometres > reach
          ? new Jump(from, to, kilometres, between)
          : null;
    }
  }

  /**
   * Different visitors far apart, or in different countries, within some days and one period of the
   * salt: of two periods nobody can tell whether two are different, and one phone that travels must
   * not be taken for two. A copy that is seen once in each period is not found by this.
   *
   * @param regions how many places, each far from every other, weigh more
   */
  record Scattered(int weight, int manyWeight, int regions, int kilometres, int days)
      implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.SCATTERED;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      List<Visit> visits = history.visits();
      if (visits.isEmpty()) {
        return Optional.empty();
      }
      Instant oldest = visits.getLast().began().minus(Duration.ofDays(days));
      Map<Instant, List<Visit>> periods = new LinkedHashMap<>();
      for (Visit visit : visits) {
        if (visit.place() != null && visit.began().isAfter(oldest)) {
          List<Visit> apart =
              periods.computeIfAbsent(visit.visitor().period(), period -> new ArrayList<>());
          if (apart.stream().allMatch(other -> areApart(visit, other))) {
            apart.add(visit);
          }
        }
      }
      // The latest of the periods that show most.
      List<Visit> apart = List.of();
      for (List<Visit> period : periods.values()) {
        apart = period.size() >= apart.size() ? period : apart;
      }
      return apart.size() < 2 ? Optional.empty() : Optional.of(finding(apart));
    }

    private Finding finding(List<Visit> apart) {
      Hit hit =
          new Hit(
              name(),
              apart.size() >= regions ? manyWeight : weight,
              apart.getLast().began(),
              Map.of(
                  "from", country(apart.getFirst()),
                  "to", country(apart.getLast()),
                  "regions", String.valueOf(apart.size())));
      return new Finding(
          hit, Visit.people(apart), () -> apart.subList(0, Math.min(apart.size(), regions)));
    }

    /** One phone far from where it was is a journey. */
    private boolean areApart(Visit visit, Visit other) {
      return !visit.visitor().maySharePhone(other.visitor()) && isFar(visit, other);
    }

    private boolean isFar(Visit visit, Visit other) {
      Cell here = cell(visit);
      Cell there = cell(other);
      if (here == null || there == null) {
        return !country(visit).equals(country(other));
      }
      return !here.equals(there) && here.kilometresTo(there) >= kilometres;
    }
  }

  /** Visits from countries the lot is not meant for. */
  record OutOfMarket(int weight, int visitors) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.OUT_OF_MARKET;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      List<Visit> outside = history.visits().stream().filter(OutOfMarket::isOutside).toList();
      if (Visit.people(outside) < visitors) {
        return Optional.empty();
      }
      return Optional.of(
          finding(
              this,
              weight,
              visitors,
              outside,
              Map.of(
                  "markets", String.join(" ", outside.getLast().facts().markets()),
                  "countries",
                      outside.stream()
                          .map(ItemRule::country)
                          .collect(Collectors.toCollection(TreeSet::new))
                          .stream()
                          .collect(Collectors.joining(" ")))));
    }

    private static boolean isOutside(Visit visit) {
      List<String> markets = visit.facts().markets();
      return visit.place() != null && !markets.isEmpty() && !markets.contains(country(visit));
    }
  }

  /** After the sale, more people than a household and its guests. */
  record AfterSold(int weight, int visitors) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.AFTER_SOLD;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return atStage(this, weight, visitors, history, Stage.SOLD);
    }
  }

  /** The code was cancelled, and somebody holds a pack with it. */
  record AfterVoid(int weight) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.AFTER_VOID;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return atStage(this, weight, 1, history, Stage.VOID);
    }
  }

  /** Recalled, and people still hold it: no sign of a copy, but the owner should know. */
  record AfterRecall(int weight) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.AFTER_RECALL;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return atStage(this, weight, 1, history, Stage.RECALLED);
    }
  }

  /** Past its last day, counted where on Earth that day ends last. */
  record AfterExpiry(int weight) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.AFTER_EXPIRY;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return hitIf(this, weight, 1, history, AfterExpiry::isPast);
    }

    private static boolean isPast(Visit visit) {
      return visit.facts().expiry() != null
          && visit
              .began()
              .atOffset(ZoneOffset.ofHours(-12))
              .toLocalDate()
              .isAfter(visit.facts().expiry());
    }
  }

  /** The label was, by its owner's word, not on a pack when somebody read it. */
  record BeforeApplied(int weight) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.BEFORE_APPLIED;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return hitIf(this, weight, 1, history, visit -> visit.facts().stage().isBeforePack());
    }
  }

  /**
   * The code under the seal came before any look at the outside of a pack, or it was accepted and
   * then many others looked at the outside of what should be one opened pack.
   */
  record InnerBeforeOuter(int weight, int visitors) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.INNER_BEFORE_OUTER;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      List<Visit> visits = history.visits();
      if (history.keepsFirst() && isFirstOfAPack(visits.getFirst())) {
        List<Visit> first = List.of(visits.getFirst());
        return Optional.of(finding(this, weight, 1, first, Map.of("order", "inner first")));
      }
      List<Visit> later = new ArrayList<>();
      for (Visit visit : visits) {
        Instant activated = visit.facts().activated();
        if (!isInner(visit) && activated != null && visit.began().isAfter(activated)) {
          later.add(visit);
        }
      }
      return Visit.people(later) < visitors
          ? Optional.empty()
          : Optional.of(
              finding(this, weight, visitors, later, Map.of("order", "outer after activation")));
    }

    /** A label that is on no pack yet has no outside; that it was read is another rule's. */
    private static boolean isFirstOfAPack(Visit visit) {
      return isInner(visit) && !visit.facts().stage().isBeforePack();
    }

    private static boolean isInner(Visit visit) {
      return visit.channel() == Channel.INNER;
    }
  }

  /**
   * More people within some days than packs of the kind have.
   *
   * @param norms products that are looked at by more, or fewer, people than others
   */
  record ManyVisitors(int weight, int visitors, int days, Map<Gtin, Integer> norms)
      implements ItemRule {

    public ManyVisitors {
      norms = Map.copyOf(norms);
    }

    @Override
    public RuleName name() {
      return RuleName.MANY_VISITORS;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      if (history.visits().isEmpty()) {
        return Optional.empty();
      }
      int norm = norms.getOrDefault(history.subject().gtin(), visitors);
      Instant oldest = history.visits().getLast().began().minus(Duration.ofDays(days));
      return hitIf(this, weight, norm, history, visit -> visit.began().isAfter(oldest));
    }
  }

  /** The key behind the code is known to be in wrong hands. */
  record CompromisedEpoch(int weight) implements ItemRule {

    @Override
    public RuleName name() {
      return RuleName.COMPROMISED_EPOCH;
    }

    @Override
    public Optional<Finding> check(ItemHistory history) {
      return hitIf(
          this,
          weight,
          1,
          history,
          visit -> visit.facts().exposed() == ItemFacts.Exposure.COMPROMISED);
    }
  }

  private static Optional<Finding> atStage(
      ItemRule rule, int weight, int visitors, ItemHistory history, Stage stage) {
    return hitIf(rule, weight, visitors, history, visit -> visit.facts().stage() == stage);
  }

  private static Optional<Finding> hitIf(
      ItemRule rule, int weight, int visitors, ItemHistory history, Predicate<Visit> speaks) {
    List<Visit> found = history.visits().stream().filter(speaks).toList();
    return found.isEmpty() || Visit.people(found) < visitors
        ? Optional.empty()
        : Optional.of(finding(rule, weight, visitors, found, Map.of()));
  }

  /** With what every hit tells: how many visits and people, from when to when. */
  private static Finding finding(
      ItemRule rule, int weight, int visitors, List<Visit> visits, Map<String, String> more) {
    Map<String, String> facts = new TreeMap<>(more);
    long number = visits.stream().mapToLong(Visit::visits).sum();
    facts.put("visits", String.valueOf(number));
    long people = Visit.people(visits);
    facts.put("visitors", String.valueOf(people));
    facts.put("since", visits.getFirst().began().toString());
    Hit hit = new Hit(rule.name(), weight, visits.getLast().began(), facts);
    return new Finding(hit, people, () -> firstPeople(visits, visitors));
  }

  /** A visit of each of the first people, until there are so many for certain. */
  private static List<Visit> firstPeople(List<Visit> visits, int visitors) {
    Set<Visit.Person> known = new HashSet<>();
    List<Visit> first = new ArrayList<>();
    for (Visit visit : visits) {
      if (Visit.people(first) >= visitors) {
        break;
      }
      if (known.add(visit.person())) {
        first.add(visit);
      }
    }
    return first;
  }

  private static @Nullable Cell cell(Visit visit) {
    Place place = visit.place();
    return place == null ? null : place.cell();
  }

  private static String country(Visit visit) {
    Place place = visit.place();
    return place == null ? "" : place.country();
  }
}
