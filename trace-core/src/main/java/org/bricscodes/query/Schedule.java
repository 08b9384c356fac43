package org.bricscodes.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bricscodes.epcis.Fault;
import org.jspecify.annotations.Nullable;

/**
 * When a scheduled subscription reports (EPCIS 2.0 §8.2.5.3): at every second of UTC whose {@code
 * second, minute, hour, dayOfMonth, month} and {@code dayOfWeek} (1 is Monday) are all among the
 * numbers given. A field holds numbers and ranges, {@code 1,5,[10-20]}; steps, {@code 0/15} and
 * {@code [10-50]/5}, are our extension.
 *
 * <p>A field that is not given: the finer ones than the finest given take their least number, all
 * others every number. So {@code hour=1} is once a day at 01:00:00, {@code minute=5} is once an
 * hour, {@code dayOfWeek=1} is Mondays at midnight, and {@code month=3} is midnight of 1 March.
 */
public final class Schedule {

  /** The names of the fields. */
  public static final List<String> FIELDS =
      List.of("second", "minute", "hour", "dayOfMonth", "month", "dayOfWeek");

  /** 29 February on one day of the week comes back within 40 years, also around 2100. */
  private static final int MAX_DAYS = 366 * 41;

  /** Somewhere to begin when asking whether a schedule ever fires. */
  private static final Instant ANY_TIME = Instant.parse("2024-01-01T00:00:00Z");

  private final Map<String, String> given;
  private final Map<ScheduleField, BitSet> numbers;

  private Schedule(Map<String, String> given, Map<ScheduleField, BitSet> numbers) {
    this.given = given;
    this.numbers = numbers;
  }

  /** What {@link #parse} makes of fields. */
  public sealed interface Outcome {
    record Ready(Schedule schedule) implements Outcome {}

    /** Every fault; the pointer is the name of the field, empty where none is at fault. */
    record Refused(List<Fault> faults) implements Outcome {
      public Refused {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Reads fields, name to text. At least one must be given, no other than {@link #FIELDS}, and
   * there must be a time that fits.
   */
  public static Outcome parse(Map<String, String> fields) {
    List<Fault> faults = new ArrayList<>();
    for (String name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        faults.add(fault(name, "is no field of a schedule", "give " + String.join(", ", FIELDS)));
      }
    }
    Map<String, String> given = new LinkedHashMap<>();
    FIELDS.forEach(
        name -> Optional.ofNullable(fields.get(name)).ifPresent(t -> given.put(name, t)));
    if (given.isEmpty()) {
      faults.add(fault("", "the schedule is empty", "give one of " + String.join(", ", FIELDS)));
    }
    int finest = Integer.MAX_VALUE;
    for (ScheduleField field : ScheduleField.values()) {
      if (given.containsKey(field.label())) {
        finest = Math.min(finest, field.level());
      }
    }
    Map<ScheduleField, BitSet> numbers = new EnumMap<>(ScheduleField.class);
    for (ScheduleField field : ScheduleField.values()) {
      numbers.put(field, numbers(field, given, finest, faults));
    }
    if (!faults.isEmpty()) {
      return new Outcome.Refused(faults);
    }
    Schedule schedule = new Schedule(given, numbers);
    return schedule.next(ANY_TIME).isPresent()
        ? new Outcome.Ready(schedule)
        : new Outcome.Refused(
            List.of(fault("dayOfMonth", "no such day ever comes", "name a day its month has")));
  }

  private static BitSet numbers(
      ScheduleField field, Map<String, String> given, int finest, List<Fault> faults) {
    String text = given.get(field.label());
    if (text != null) {
      return field.read(text, faults);
    }
    boolean anyDay = field == ScheduleField.DAY_OF_WEEK;
    return field.level() < finest && !anyDay ? field.leastOnly() : field.all();
  }

  private static Fault fault(String field, String message, String remedy) {
    return new Fault(Fault.DOCUMENT, field, message, remedy);
  }

  /** The fields as they were given. */
  public Map<String, String> fields() {
    return Map.copyOf(given);
  }

  /** The first time it fires later than {@code time}. */
  public Instant after(Instant time) {
    return next(time).orElseThrow(() -> new IllegalArgumentException("time is too far from now"));
  }

  private Optional<Instant> next(Instant time) {
    ZonedDateTime start =
        time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC).plusSeconds(1);
    LocalDate day = start.toLocalDate();
    LocalTime from = start.toLocalTime();
    for (int i = 0; i < MAX_DAYS; i++) {
      LocalTime found = fires(day) ? firstFrom(from) : null;
      if (found != null) {
        return Optional.of(day.atTime(found).toInstant(ZoneOffset.UTC));
      }
      day = day.plusDays(1);
      from = LocalTime.MIDNIGHT;
    }
    return Optional.empty();
  }

  private boolean fires(LocalDate day) {
    return of(ScheduleField.MONTH).get(day.getMonthValue())
        && of(ScheduleField.DAY_OF_MONTH).get(day.getDayOfMonth())
        && of(ScheduleField.DAY_OF_WEEK).get(day.getDayOfWeek().getValue());
  }

  /** The first time of a day, not earlier than {@code from}; null if the day has none. */
  private @Nullable LocalTime firstFrom(LocalTime from) {
    BitSet hours = of(ScheduleField.HOUR);
    int hour = hours.nextSetBit(from.getHour());
    if (hour == from.getHour()) {
      LocalTime found = firstInHour(hour, from.getMinute(), from.getSecond());
      if (found != null) {
        return found;
      }
      hour = hours.nextSetBit(hour + 1);
    }
    return hour < 0 ? null : firstInHour(hour, 0, 0);
  }

  private @Nullable LocalTime firstInHour(int hour, int fromMinute, int fromSecond) {
    BitSet minutes = of(ScheduleField.MINUTE);
    BitSet seconds = of(ScheduleField.SECOND);
    int minute = minutes.nextSetBit(fromMinute);
    int second = seconds.nextSetBit(minute == fromMinute ? fromSecond : 0);
    if (second < 0) {
      minute = minutes.nextSetBit(minute + 1);
      second = seconds.nextSetBit(0);
    }
    return minute < 0 ? null : LocalTime.of(hour, minute, second);
  }

  private BitSet of(ScheduleField field) {
    return Objects.requireNonNull(numbers.get(field));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schedule schedule && given.equals(schedule.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    return given.toString();
  }
}
