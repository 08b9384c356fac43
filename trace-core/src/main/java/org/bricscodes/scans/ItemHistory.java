package org.bricscodes.scans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The visits to one item: a value that a look-up turns into the next one. The page shows the value
 * with the reader's own look in it, and the recorder writes the same, so both say one number.
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

  /** Whether every visit there ever was is still kept. */
  public boolean isWhole() {
    return visits.size() == count();
  }

  /** The history with one more look. */
  public ItemHistory with(Look look, IssuedItem item, ScanPolicy policy) {
    List<Visit> next = new ArrayList<>(visits);
    for (int i = next.size() - 1; i >= 0; i--) {
      if (next.get(i).takes(look, policy.session())) {
        next.set(i, next.get(i).with(look));
        return new ItemHistory(subject, known(), next);
      }
    }
    Visit visit = Visit.of(look, item.facts());
    next.add(visit);
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
    next.sort(BY_TIME);
    return new ItemHistory(
        subject,
        begun,
        next.subList(Math.max(0, next.size() - policy.visitsPerItem()), next.size()));
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
