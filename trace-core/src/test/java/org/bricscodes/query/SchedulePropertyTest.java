package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares {@link Schedule#after} with looking at every second, or every minute, that follows. */
final class SchedulePropertyTest {

  private static final int ROUNDS = 400;
  private static final int STEPS = 20_000;

  private record Field(String name, int least, int most, ToIntFunction<ZonedDateTime> of) {}

  private static final Field[] FIELDS = {
    new Field("second", 0, 59, ZonedDateTime::getSecond),
    new Field("minute", 0, 59, ZonedDateTime::getMinute),
    new Field("hour", 0, 23, ZonedDateTime::getHour),
    new Field("dayOfMonth", 1, 31, ZonedDateTime::getDayOfMonth),
    new Field("month", 1, 12, ZonedDateTime::getMonthValue),
    new Field("dayOfWeek", 1, 7, time -> time.getDayOfWeek().getValue()),
  };

  @Test
  void after_isTheFirstTimeThatFits() {
    long seed = Long.getLong("schedule.seed", 20260501);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      // Minute by minute reaches further, but sees only what fires at the full minute.
      ChronoUnit unit = round % 4 == 0 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
      Map<Field, Set<Integer>> allowed = new HashMap<>();
      Map<String, String> fields = new HashMap<>();
      for (Field field : FIELDS) {
        boolean second = field.name.equals("second");
        if (second && unit == ChronoUnit.MINUTES) {
          fields.put("second", "0");
          allowed.put(field, Set.of(0));
        } else if (second || random.nextInt(3) == 0) {
          allowed.put(field, draw(field, random, fields));
        }
      }
      Instant time = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000), 5);
      if (!(Schedule.parse(fields) instanceof Schedule.Outcome.Ready(Schedule schedule))) {
        continue; // a day that never comes
      }

      Instant next = schedule.after(time);

      Instant naive = naive(allowed, time, unit);
      if (naive != null) {
        assertThat(next).as("seed %d, %s after %s", seed, fields, time).isEqualTo(naive);
      } else {
        assertThat(next)
            .as("seed %d, %s after %s", seed, fields, time)
            .isAfter(time.plus(STEPS - 1, unit));
      }
    }
  }

  @Test
  void anyText_isAScheduleOrNamedFaults() {
    long seed = Long.getLong("schedule.seed", 20260502);
    Random random = new Random(seed);
    String alphabet = "0123456789,,[]-//* +.x\u0663\n";
    for (int round = 0; round < 20_000; round++) {
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i <= random.nextInt(2); i++) {
        StringBuilder text = new StringBuilder();
        random
            .ints(random.nextInt(8), 0, alphabet.length())
            .forEach(c -> text.append(alphabet.charAt(c)));
        fields.put(FIELDS[random.nextInt(FIELDS.length)].name, text.toString());
      }

      switch (Schedule.parse(fields)) {
        case Schedule.Outcome.Ready(Schedule schedule) ->
            assertThat(schedule.after(Instant.EPOCH))
                .as("seed %d: %s", seed, fields)
                .isAfter(Instant.EPOCH);
        case Schedule.Outcome.Refused refused ->
            assertThat(refused.faults()).as("seed %d: %s", seed, fields).isNotEmpty();
      }
    }
  }

  private static Set<Integer> draw(Field field, Random random, Map<String, String> fields) {
    Set<Integer> numbers = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int first = field.least + random.nextInt(field.most - field.least + 1);
      int last = first + random.nextInt(field.most - first + 1);
      int step = 1 + random.nextInt(5);
      text.append(i == 0 ? "" : ",");
      switch (random.nextInt(4)) {
        case 0 -> {
          text.append(first);
          last = first;
        }
        case 1 -> {
          text.append('[').append(first).append('-').append(last).append(']');
          step = 1;
        }
        case 2 -> {
          text.append(first).append('/').append(step);
          last = field.most;
        }
        default ->
            text.append('[').append(first).append('-').append(last).append("]/").append(step);
      }
      for (int number = first; number <= last; number += step) {
        numbers.add(number);
      }
    }
    fields.put(field.name, text.toString());
    return numbers;
  }

  private static @Nullable Instant naive(
      Map<Field, Set<Integer>> allowed, Instant after, ChronoUnit unit) {
    ZonedDateTime time = after.truncatedTo(unit).atZone(ZoneOffset.UTC);
    for (int i = 0; i < STEPS; i++) {
      time = time.plus(1, unit);
      ZonedDateTime at = time;
      if (allowed.entrySet().stream()
          .allMatch(field -> field.getValue().contains(field.getKey().of.applyAsInt(at)))) {
        return time.toInstant();
      }
    }
    return null;
  }
}
