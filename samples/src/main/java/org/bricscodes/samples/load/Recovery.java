package org.bricscodes.samples.load;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How long a service takes to be itself again: answers by when they were due, in windows of a
 * second.
 *
 * @param seconds from the end of the overload to the end of the first window from which on all are
 *     good; negative: it never came to that
 * @param windows what 99 % of each window waited at most, in milliseconds, in their order
 */
record Recovery(int seconds, List<Double> windows) {

  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST = 600 * SECOND;

  /**
   * An answer.
   *
   * @param dueNanos since the end of the overload
   * @param waitedNanos from when it was due
   */
  record Answer(long dueNanos, long waitedNanos) {}

  Recovery {
    windows = List.copyOf(windows);
  }

  /**
   * @param answers of what was due after the overload, in any order
   * @param limitMillis what 99 % of a good window waited at most
   */
  static Recovery of(List<Answer> answers, double limitMillis) {
    TreeMap<Long, Histogram> bySecond = new TreeMap<>();
    for (Answer answer : answers) {
      bySecond
          .computeIfAbsent(answer.dueNanos() / SECOND, _ -> new Histogram(LONGEST, 3))
          .recordValue(Math.clamp(answer.waitedNanos(), 0, LONGEST));
    }
    List<Double> windows =
        bySecond.values().stream().map(each -> each.getValueAtPercentile(99) / 1e6).toList();
    int good = windows.size();
    while (good > 0 && windows.get(good - 1) <= limitMillis) {
      good--;
    }
    return new Recovery(good == windows.size() ? -1 : good + 1, windows);
  }

  String text() {
    StringBuilder each = new StringBuilder();
    for (double window : windows) {
      each.append(String.format(Locale.ROOT, " %.0f", window));
    }
    String when =
        seconds < 0
            ? "not in this time"
            : "by the end of second " + seconds + " after the overload";
    return "recovered " + when + "; 99 % of each second, ms:" + each;
  }
}
