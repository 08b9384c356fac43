package org.bricscodes.samples.load;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param due requests that the schedule held
 * @param latencies nanoseconds of those that were answered as they should be, each from when it was
 *     due
 * @param bytes of all bodies
 * @param errors what the others came to, and how often
 * @param elapsedNanos from the start to the last answer
 */
record Measured(
    long due, Histogram latencies, long bytes, Map<String, Long> errors, long elapsedNanos) {

  Measured {
    errors = Map.copyOf(errors);
  }

  long answered() {
    return latencies.getTotalCount();
  }

  double perSecond() {
    return answered() * 1e9 / elapsedNanos;
  }

  double milliseconds(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }

  /** Bytes of a body, on average. */
  int bodyBytes() {
    return answered() == 0 ? 0 : Math.toIntExact(bytes / answered());
  }

  /** Two lines: how many, and how long. */
  String text() {
    String failed =
        errors.isEmpty()
            ? "none"
            : new TreeMap<>(errors)
                .entrySet().stream()
                    .map(error -> error.getValue() + " × " + error.getKey())
                    .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "answered %d of %d, %.1f/s; errors: %s%n"
            + "ms from when due: 50 %% %.2f, 90 %% %.2f, 99 %% %.2f, 99.9 %% %.2f, max %.2f",
        answered(),
        due,
        perSecond(),
        failed,
        milliseconds(50),
        milliseconds(90),
        milliseconds(99),
        milliseconds(99.9),
        latencies.getMaxValue() / 1e6);
  }
}
