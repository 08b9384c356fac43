package org.bricscodes.scans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The visits to one item: a value that a look-up turns into the next one. The page shows the value
 * with the reader's own look in it, and the recorder writes the same, so both say one number.
 *
 * <p><b>Bounds.</b> Whoever can look at an item can do so without end, so what is kept of it is
 * bounded, and nobody can push out what speaks against him. Of one network and hour {@link
 * ScanPolicy#visitsPerNetwork} visits are kept and one fold, which counts the others; so many again
 * for the code under the seal, and after a change of the item's state. Of one item {@link
 * ScanPolicy#visitsPerItem} are kept. When it has more, the oldest goes of the network that has
 * most, but never the first visit there was, nor one by which a rule holds that would not hold
 * without. Only where a policy keeps fewer than those, the latest of them go as well. The count
 * goes on in any case.
 */
public final class ItemHistory {

  private static final Comparator<Visit> BY_TIME =
      Comparator.comparing(Visit::began).thenComparingLong(visit -> visit.visitor().device());

  private final ScanSubject subject;

  /** Null until the first look. */
  private final @Nullable ItemSummary summary;

  private final List<Visit> visits;

  ItemHistory(ScanSubject subject, @Nullable ItemSummary summary, List<Visit> visits) {
    this.subject = subject;
    this.summary = summary;
    this.visits = visits.stream().sorted(BY_TIME).toList();
  }

  /** Of an item nobody looked up. */
  public static ItemHistory none(ScanSubject subject) {
    return new ItemHistory(subject, null, List.of());
  }

  public ScanSubject subject() {
    return subject;
  }

  /** How often the item was visited, ever. */
  public long count() {
    return summary == null ? 0 : summary.visits();
  }

  /** When it was first looked up. */
  public Optional<Instant> first() {
    return Optional.ofNullable(summary).map(ItemSummary::first);
  }

  /** The country of the first look, if it was known. */
  public Optional<String> firstCountry() {
    return Optional.ofNullable(summary).map(ItemSummary::firstCountry);
  }

  /** The party whose code it is. */
  public Optional<String> owner() {
    return Optional.ofNullable(summary).map(ItemSummary::owner);
  }

  /** The visits kept, oldest first. */
  public List<Visit> visits() {
    return visits;
  }

  /** Whether every visit there ever was is still kept, be it in a fold. */
  public boolean isWhole() {
    return visits.stream().mapToLong(Visit::visits).sum() == count();
  }

  /**
   * Whether the first visit there ever was is still kept; only the end of its retention ends it.
   */
  boolean keepsFirst() {
    return summary != null
        && !visits.isEmpty()
        && !visits.getFirst().began().isAfter(summary.first());
  }

  /**
   * The history with one more look.
   *
   * @param rules whose evidence is kept
   */
  public ItemHistory with(Look look, IssuedItem item, ScanPolicy policy, Rules rules) {
    List<Visit> next = new ArrayList<>(visits);
    for (int i = next.size() - 1; i >= 0; i--) {
      if (next.get(i).takes(look, policy.session())) {
        next.set(i, next.get(i).with(look));
        return new ItemHistory(subject, known(), next);
      }
    }
    Visit visit = Visit.of(look, item.facts());
    Place place = look.place();
    ItemSummary begun =
        summary != null
            ? summary.withVisits(summary.visits() + 1)
            : new ItemSummary(
                item.owner(),
                item.lot(),
                visit.began(),
                place == null ? null : place.country(),
                1,
                ItemSummary.Spread.NARROW,
                Map.of());
    int fold = fold(next, visit, policy.visitsPerNetwork());
    if (fold >= 0) {
      next.set(fold, next.get(fold).and(visit));
      return new ItemHistory(subject, begun, next);
    }
    next.add(visit);
    ItemHistory longer = new ItemHistory(subject, begun, next);
    while (longer.visits.size() > policy.visitsPerItem()) {
      longer = longer.without(longer.leastNeeded(rules));
    }
    return longer;
  }

  /** Where the visit is counted instead of being kept; -1: nowhere. */
  private static int fold(List<Visit> visits, Visit visit, int most) {
    int alike = 0;
    int latest = -1;
    for (int i = 0; i < visits.size(); i++) {
      if (visits.get(i).mayFoldWith(visit)) {
        alike++;
        latest = i;
        if (visits.get(i).visits() > 1) {
          return i;
        }
      }
    }
    return alike > most ? latest : -1;
  }

  private record Network(Instant period, long hash) {
    static Network of(Visit visit) {
      return new Network(visit.visitor().period(), visit.visitor().network());
    }
  }

  private Visit leastNeeded(Rules rules) {
    Set<Visit> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    needed.addAll(rules.holding(this));
    Map<Network, Integer> sizes = new HashMap<>();
    visits.forEach(visit -> sizes.merge(Network.of(visit), 1, Integer::sum));
    Visit least = null;
    int most = 0;
    for (int i = keepsFirst() ? 1 : 0; i < visits.size(); i++) {
      Visit visit = visits.get(i);
      int size = sizes.getOrDefault(Network.of(visit), 0);
      if (size > most && !needed.contains(visit)) {
        least = visit;
        most = size;
      }
    }
    return least == null ? visits.getLast() : least;
  }

  private ItemHistory without(Visit one) {
    return new ItemHistory(
        subject, summary, visits.stream().filter(visit -> !visit.equals(one)).toList());
  }

  /** The history in which the visit that began so stands for as many as were recorded of it. */
  ItemHistory counting(Visit recorded) {
    List<Visit> next = new ArrayList<>(visits);
    for (int i = 0; i < next.size(); i++) {
      Visit visit = next.get(i);
      if (visit.began().equals(recorded.began())
          && visit.visitor().isDevice(recorded.visitor())
          && visit.visits() < recorded.visits()) {
        next.set(i, visit.standingFor(recorded.visits()));
        long count = count() - visit.visits() + recorded.visits();
        return new ItemHistory(subject, known().withVisits(count), next);
      }
    }
    return this;
  }

  /** The history without visits that began before this. */
  ItemHistory since(Instant oldest) {
    return new ItemHistory(
        subject, summary, visits.stream().filter(v -> !v.began().isBefore(oldest)).toList());
  }

  ItemHistory with(ItemSummary changed) {
    return new ItemHistory(subject, changed, visits);
  }

  /** People who probably looked, in the visits kept. */
  long people() {
    return Visit.people(visits);
  }

  ItemSummary known() {
    return Objects.requireNonNull(summary, "an item that was looked up has a summary");
  }

  @Nullable ItemSummary summary() {
    return summary;
  }
}
