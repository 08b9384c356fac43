package org.bricscodes.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * What one group commit will do: an outcome for every event, decided one after the other against
 * what is stored, what the write under way will store, and what stands earlier in this group; and
 * the rows to write for those that are recorded. Changes nothing by itself, so a plan may be thrown
 * away and made again.
 */
final class GroupPlan {

  /** Of these, up to {@link Limits#MAX_KEY} bytes long, all may go to one partition. */
  private static final int VALUES_AT_ONCE = Limits.MAX_PARTITION_KEYS / (Limits.MAX_KEY + 32);

  private final int writer;
  private final long first;
  private final Instant recordTime;
  private final Store store;
  private final boolean whole;
  private final Map<Key, Claim> known = new HashMap<>();
  private final Map<Key, Claim> claimed = new HashMap<>();
  private final List<List<EventOutcome>> outcomes = new ArrayList<>();

  private final List<Write> values = new ArrayList<>();
  private final List<Write> terms = new ArrayList<>();
  private final List<Write> bodies = new ArrayList<>();
  private final List<Write> claims = new ArrayList<>();
  private final List<Write> adoptions = new ArrayList<>();
  private final List<Write> sequences = new ArrayList<>();
  private final List<Intent.Entry> entries = new ArrayList<>();
  private final List<int[]> things = new ArrayList<>();

  private long next;

  private GroupPlan(Store store, long first, Instant recordTime) {
    this.writer = Sequences.writer(first);
    this.store = store;
    this.whole = store.info().wholeCalls();
    this.first = first;
    this.next = first;
    this.recordTime = recordTime;
  }

  /**
   * @param underWay claims of the write that is not durable yet
   * @param first the place of the first event recorded, as {@link Sequences} spells it
   */
  static GroupPlan of(
      List<Submission> submissions,
      Store store,
      Map<Key, Claim> underWay,
      long first,
      Instant recordTime) {
    GroupPlan plan = new GroupPlan(store, first, recordTime);
    plan.lookUp(submissions);
    plan.known.putAll(underWay);
    for (Submission submission : submissions) {
      plan.add(submission);
    }
    return plan;
  }

  /** Per submission, in order, the outcomes of its events, in order. */
  List<List<EventOutcome>> outcomes() {
    return outcomes;
  }

  /** The eventIDs taken by this group. */
  Map<Key, Claim> claimed() {
    return claimed;
  }

  long first() {
    return first;
  }

  /** The sequence the group after this one begins with. */
  long next() {
    return next;
  }

  /** What the events that are recorded name, as slots of {@link Mentions}. */
  List<int[]> things() {
    return things;
  }

  /**
   * The rows, in calls to make one after the other: index rows first, and what makes an event exist
   * in one call at the end. Almost always that is one call in all. Where a crash may leave half of
   * a call, the first row says what is coming, and no place is written before those in front of it.
   */
  List<List<Write>> calls() {
    List<List<Write>> calls = new ArrayList<>();
    if (sequences.isEmpty()) {
      return calls;
    }
    int early = 0;
    while (values.size() - early > VALUES_AT_ONCE) {
      calls.add(List.copyOf(values.subList(early, early + VALUES_AT_ONCE)));
      early += VALUES_AT_ONCE;
    }
    List<Write> front = new ArrayList<>(values.size() - early + terms.size());
    front.addAll(values.subList(early, values.size()));
    front.addAll(terms);
    List<Write> behind = behind();
    int inFront = Limits.MAX_WRITES - behind.size();
    int from = 0;
    while (front.size() - from > inFront) {
      int to = Math.min(front.size(), from + Limits.MAX_WRITES);
      calls.add(List.copyOf(front.subList(from, to)));
      from = to;
    }
    List<Write> last = new ArrayList<>(behind.size() + front.size() - from);
    last.addAll(front.subList(from, front.size()));
    last.addAll(behind);
    calls.add(last);
    return calls;
  }

  /** Behind the index rows: those that make an event exist. */
  private List<Write> behind() {
    List<Write> rows = new ArrayList<>(sequences.size() * 3 + 1 + sequences.size() / 1_000);
    if (whole) {
      rows.addAll(bodies);
      rows.addAll(claims);
      rows.addAll(adoptions);
      rows.addAll(sequences);
      return rows;
    }
    List<Write> intent = new Intent(writer, Sequences.index(first), entries).writes();
    rows.addAll(intent);
    rows.addAll(bodies);
    rows.addAll(claims);
    rows.addAll(adoptions);
    // The partitions of a step come in any order, and the sequence must never have a gap: a row of
    // another table makes two steps of it where it goes on in another partition.
    int from = 0;
    for (long place = first + 1; place < next; place++) {
      if (place % CaptureTables.BUCKET == 0) {
        int to = (int) (place - first);
        rows.addAll(sequences.subList(from, to));
        rows.add(intent.getFirst());
        from = to;
      }
    }
    rows.addAll(sequences.subList(from, sequences.size()));
    return rows;
  }

  private void lookUp(List<Submission> submissions) {
    List<Key> keys = new ArrayList<>();
    for (Submission submission : submissions) {
      for (PreparedEvent event : submission.events()) {
        keys.add(event.claim());
      }
    }
    for (int from = 0; from < keys.size(); from += Limits.MAX_BATCH) {
      List<Key> asked = keys.subList(from, Math.min(keys.size(), from + Limits.MAX_BATCH));
      List<byte @Nullable []> rows = store.getAll(asked);
      for (int i = 0; i < asked.size(); i++) {
        byte[] row = rows.get(i);
        if (row != null) {
          known.put(asked.get(i), Claim.decode(row));
        }
      }
    }
  }

  private void add(Submission submission) {
    if (!submission.adopted().isEmpty()) {
      outcomes.add(submission.adopted().stream().map(this::adopt).toList());
      return;
    }
    long start = next;
    Map<Key, Claim> own = new HashMap<>();
    List<EventOutcome> decided = new ArrayList<>(submission.events().size());
    List<PreparedEvent> named = new ArrayList<>(submission.events().size());
    boolean refused = false;
    for (PreparedEvent event : submission.events()) {
      PreparedEvent chosen = named(event, own);
      EventOutcome outcome = decide(chosen, own);
      refused |= outcome instanceof EventOutcome.Refused;
      named.add(chosen);
      decided.add(outcome);
    }
    if (refused && submission.behaviour() == ErrorBehaviour.ROLLBACK) {
      next = start;
      outcomes.add(decided.stream().map(outcome -> rolledBack(outcome, start)).toList());
      return;
    }
    known.putAll(own);
    claimed.putAll(own);
    for (int i = 0; i < decided.size(); i++) {
      if (decided.get(i) instanceof EventOutcome.Recorded recorded) {
        write(named.get(i), recorded.place());
      }
    }
    outcomes.add(List.copyOf(decided));
  }

  /** The event, under another eventID if it had none and that of its hash says something else. */
  private PreparedEvent named(PreparedEvent event, Map<Key, Claim> own) {
    Supplier<PreparedEvent> otherwise = event.otherwise();
    Claim holder = holder(event, own);
    if (otherwise == null || holder == null || holder.saysTheSame(event.sense())) {
      return event;
    }
    PreparedEvent other = otherwise.get();
    if (holder(other, own) == null) {
      byte[] row = store.get(other.claim());
      if (row != null) {
        known.put(other.claim(), Claim.decode(row));
      }
    }
    return other;
  }

  private @Nullable Claim holder(PreparedEvent event, Map<Key, Claim> own) {
    Claim holder = known.get(event.claim());
    return holder == null ? own.get(event.claim()) : holder;
  }

  private EventOutcome decide(PreparedEvent event, Map<Key, Claim> own) {
    Claim holder = holder(event, own);
    if (holder == null) {
      Place place = new Place(next++, recordTime);
      own.put(event.claim(), new Claim(event.sense(), place));
      return new EventOutcome.Recorded(event.eventID(), place);
    }
    return holder.saysTheSame(event.sense())
        ? new EventOutcome.Duplicate(event.eventID(), holder.place())
        : new EventOutcome.Refused(event.eventID(), holder.place());
  }

  /** The same outcome when nothing of its submission, from {@code start} on, is recorded. */
  private static EventOutcome rolledBack(EventOutcome outcome, long start) {
    return switch (outcome) {
      case EventOutcome.Recorded recorded -> new EventOutcome.RolledBack(recorded.eventID());
      case EventOutcome.Duplicate duplicate ->
          stood(duplicate.place(), start)
              ? duplicate
              : new EventOutcome.RolledBack(duplicate.eventID());
      case EventOutcome.Refused refused ->
          refused.existing() == null || stood(refused.existing(), start)
              ? refused
              : new EventOutcome.Refused(refused.eventID(), null);
      case EventOutcome.RolledBack already -> already;
    };
  }

  /** Whether it was there before what came to have places from {@code start} on. */
  private static boolean stood(Place place, long start) {
    return Sequences.writer(place.sequence()) != Sequences.writer(start)
        || place.sequence() < start;
  }

  /** Gives an event of another writer its place here; its body and claim stay that one's. */
  private EventOutcome adopt(Adopted event) {
    Place place = new Place(next++, recordTime);
    terms.addAll(event.told(place));
    things.add(event.things());
    if (!whole) {
      entries.add(new Intent.Entry(event.recordId(), null));
    }
    adoptions.add(AdoptedRow.write(event.sequence(), place));
    sequences.add(
        SequenceRow.write(place.sequence(), event.recordId(), event.commitment(place).bytes()));
    return new EventOutcome.Recorded(event.eventID(), place);
  }

  private void write(PreparedEvent event, Place place) {
    RecordedEvent recorded = event.recorded(place);
    values.addAll(event.values());
    terms.addAll(event.terms());
    // Those of a further node's events stand under when the service came to have them.
    terms.addAll(writer == Sequences.SERVICE ? event.told(place) : List.of());
    things.add(event.things());
    if (!whole) {
      entries.add(new Intent.Entry(event.recordId(), event.claim()));
    }
    bodies.add(new Write.Put(CaptureTables.event(event.recordId()), recorded.encode()));
    claims.add(new Write.Put(event.claim(), new Claim(event.sense(), place).encode()));
    sequences.add(
        SequenceRow.write(place.sequence(), event.recordId(), event.commitment(recorded).bytes()));
  }
}
