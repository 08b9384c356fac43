package org.bricscodes.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.Fault;
import org.bricscodes.query.Schedule;
import org.bricscodes.query.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a stream asks for (EPCIS 2.0 §12.10): {@code stream=true}, or the fields of a
 * schedule; and {@code initialRecordTime}, {@code reportIfEmpty}.
 *
 * @param from events recorded from then on; null: from now on
 */
record StreamControls(Trigger trigger, @Nullable Instant from) {

  private static final String STREAM = "stream";
  private static final String INITIAL = "initialRecordTime";
  private static final String EMPTY = "reportIfEmpty";

  /**
   * @throws Problem {@link ProblemKind#INVALID_SUBSCRIPTION} with every fault
   */
  static StreamControls of(QueryString query) {
    List<Problem.Fault> faults = new ArrayList<>();
    Set<String> known = new HashSet<>(Schedule.FIELDS);
    known.addAll(List.of(STREAM, INITIAL, EMPTY));
    Map<String, String> fields = new LinkedHashMap<>();
    for (QueryString.Pair pair : query.pairs()) {
      if (!known.contains(pair.name())) {
        faults.add(new Problem.Fault(pair.name(), "is no control of a stream"));
      } else if (Schedule.FIELDS.contains(pair.name())) {
        fields.put(pair.name(), pair.value());
      }
    }
    Optional<String> stream = query.value(STREAM);
    if (stream.isPresent() && !stream.get().equals("true")) {
      faults.add(new Problem.Fault(STREAM, "must be true, or be left out"));
    }
    if (stream.isPresent() != fields.isEmpty()) {
      faults.add(
          new Problem.Fault(
              STREAM, "give either stream=true or a schedule, not both and not none"));
    }
    boolean report = query.value(EMPTY).map("true"::equals).orElse(false);
    if (!Set.of("true", "false").contains(query.value(EMPTY).orElse("false"))) {
      faults.add(new Problem.Fault(EMPTY, "must be true or false"));
    }
    Optional<Instant> from = query.value(INITIAL).flatMap(SubscriptionBody::time);
    if (from.isEmpty() && query.value(INITIAL).isPresent()) {
      faults.add(new Problem.Fault(INITIAL, "must be a time with zone"));
    }
    Trigger trigger = fields.isEmpty() ? new Trigger.Stream() : scheduled(fields, report, faults);
    if (!faults.isEmpty()) {
      Problem.Fault first = faults.getFirst();
      throw new Problem(
          ProblemKind.INVALID_SUBSCRIPTION, first.where() + ": " + first.message(), faults);
    }
    return new StreamControls(trigger, from.orElse(null));
  }

  private static Trigger scheduled(
      Map<String, String> fields, boolean report, List<Problem.Fault> faults) {
    return switch (Schedule.parse(fields)) {
      case Schedule.Outcome.Ready(Schedule schedule) ->
          new Trigger.Scheduled(
              schedule, report ? Trigger.WhenEmpty.REPORT : Trigger.WhenEmpty.SILENT);
      case Schedule.Outcome.Refused(List<Fault> found) -> {
        found.forEach(
            fault ->
                faults.add(
                    new Problem.Fault(fault.pointer(), fault.message() + "; " + fault.remedy())));
        yield new Trigger.Stream();
      }
    };
  }
}
