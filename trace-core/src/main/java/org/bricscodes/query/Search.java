package org.bricscodes.query;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.FieldName;
import org.bricscodes.epcis.QueryOrder;
import org.bricscodes.epcis.Scalar;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/** Finds the results of planned queries, each in its order, a bounded amount of work at a time. */
final class Search {

  private final TermIndex index;
  private final EventSource events;
  private final MasterDataSource masterData;
  private final QueryOptions options;
  private final EpcisJson reader;

  Search(
      TermIndex index,
      EventSource events,
      MasterDataSource masterData,
      QueryOptions options,
      EpcisJson reader) {
    this.index = index;
    this.events = events;
    this.masterData = masterData;
    this.options = options;
    this.reader = reader;
  }

  /**
   * Results from a position on; empty if the position is lost.
   *
   * @param snapshot events recorded from here on are none
   * @throws QueryLimitException if an order that no index has would take too much
   */
  Optional<ResultSource> results(
      Plan plan, Visibility visibility, long snapshot, @Nullable Position from) {
    boolean descending = plan.query().order().direction() == QueryOrder.Direction.DESC;
    return switch (plan.query().order().key()) {
      case QueryOrder.Key.EventTime _ ->
          Optional.of(byEventTime(plan, visibility, snapshot, descending, from));
      case QueryOrder.Key.RecordTime _ ->
          Optional.of(byRecordTime(plan, visibility, snapshot, descending, from));
      case QueryOrder.Key.Field field -> {
        SortedResults sorted = byField(plan, visibility, snapshot, descending, field.fieldName());
        yield from == null ? Optional.of(sorted) : sorted.from(from).map(Function.identity());
      }
    };
  }

  private Results byEventTime(
      Plan plan,
      Visibility visibility,
      long snapshot,
      boolean descending,
      @Nullable Position from) {
    Work work = new Work(options.maxWork());
    return new Results(
        ByEventTime.of(plan, descending, index, events, from, work),
        new Conditions(plan.residual(), masterData),
        reader,
        visibility,
        snapshot);
  }

  private SortedResults byField(
      Plan plan, Visibility visibility, long snapshot, boolean descending, FieldName name) {
    return SortedResults.of(
        byEventTime(plan, visibility, snapshot, descending, null),
        events,
        candidate ->
            new SortedResults.Ranked(
                Fields.first(candidate.parsed(reader), name),
                candidate.position().at(),
                candidate.position()),
        descending,
        options.maxWork());
  }

  /**
   * Few events are found by their terms and sorted; else the sequence is walked. Both go on from
   * where the other stopped.
   */
  private ResultSource byRecordTime(
      Plan plan,
      Visibility visibility,
      long snapshot,
      boolean descending,
      @Nullable Position from) {
    if (plan.isRare()) {
      try {
        SortedResults sorted = bySortedSequence(plan, visibility, snapshot, descending);
        return from == null ? sorted : sorted.after(it -> isDealtWith(it, from, descending));
      } catch (QueryLimitException e) {
        // More than can be sorted: the sequence has them in order.
      }
    }
    Work work = new Work(options.maxWork());
    SequenceWindow window = SequenceWindow.of(plan.query(), events, snapshot);
    return new Results(
        new BySequence(events, descending, window, from, work),
        new Conditions(plan.query().criteria(), masterData),
        reader,
        visibility,
        snapshot);
  }

  private SortedResults bySortedSequence(
      Plan plan, Visibility visibility, long snapshot, boolean descending) {
    return SortedResults.of(
        byEventTime(plan, visibility, snapshot, descending, null),
        events,
        candidate -> {
          long sequence = candidate.event().sequence();
          return new SortedResults.Ranked(
              new Scalar.Decimal(BigDecimal.valueOf(sequence)),
              candidate.position().at(),
              Position.ofSequence(sequence, true));
        },
        descending,
        options.maxWork());
  }

  private static boolean isDealtWith(Position result, Position from, boolean descending) {
    if (result.sequence() == from.sequence()) {
      return from.done();
    }
    return descending == result.sequence() > from.sequence();
  }
}
