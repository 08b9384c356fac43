package org.bricscodes.samples.crash;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many blows fell where, and what the starts after them took. Thread-safe. */
final class Tally {

  private static final int PROGRESS_EVERY = 25;

  private record Row(String during, String thread, String call, String file) {
    @Override
    public String toString() {
      return during + ' ' + thread + ' ' + file + ' ' + call;
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<String, Map<Stroke, Integer>> counts = new TreeMap<>();
  private final List<Integer> starts = new ArrayList<>();
  private int atRandom;
  private int shortened;
  private int missed;

  synchronized void hit(FaultPoint point, String file) {
    String during =
        switch (point.moment()) {
          case FIRST_START -> "first start";
          case RESTART -> "restart";
          case SERVING -> point.activity().word();
        };
    String thread = point.thread().isEmpty() ? "any" : point.thread().replaceAll("-$", "");
    Row row = new Row(during, thread, point.call(), file);
    rows.put(row.toString(), row);
    counts
        .computeIfAbsent(row.toString(), key -> new EnumMap<>(Stroke.class))
        .merge(point.stroke(), 1, Integer::sum);
  }

  synchronized void random() {
    atRandom++;
  }

  synchronized void cutShort() {
    shortened++;
  }

  synchronized void missed() {
    missed++;
  }

  synchronized void started(long millis) {
    starts.add(Math.toIntExact(millis));
  }

  /** Tells now and then how far it is. */
  synchronized void progress() {
    if (total() % PROGRESS_EVERY == 0) {
      System.err.println(total() + " kills");
    }
  }

  synchronized int total() {
    return counts.values().stream()
            .flatMap(each -> each.values().stream())
            .mapToInt(Integer::intValue)
            .sum()
        + atRandom
        + shortened
        + missed;
  }

  synchronized void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-13s %-16s %-10s %-44s %7s %7s %6s %7s%n",
        "during",
        "thread",
        "call",
        "file",
        "before",
        "after",
        "EIO",
        "ENOSPC");
    for (Map.Entry<String, Row> entry : rows.entrySet()) {
      Row row = entry.getValue();
      Map<Stroke, Integer> count = counts.getOrDefault(entry.getKey(), Map.of());
      out.printf(
          Locale.ROOT,
          "%-13s %-16s %-10s %-44s %7d %7d %6d %7d%n",
          row.during(),
          row.thread(),
          row.call(),
          row.file(),
          count.getOrDefault(Stroke.KILLED_BEFORE, 0),
          count.getOrDefault(Stroke.KILLED_AFTER, 0),
          count.getOrDefault(Stroke.EIO, 0),
          count.getOrDefault(Stroke.ENOSPC, 0));
    }
    out.printf("writes cut short by the kernel, then a kill: %d%n", shortened);
    out.printf("kills at random: %d, and %d where a point had no such call%n", atRandom, missed);
    List<Integer> sorted = new ArrayList<>(starts);
    Collections.sort(sorted);
    if (!sorted.isEmpty()) {
      out.printf(
          "starts: %d, to the first answer %d ms in the middle, %d ms at 95 %%, %d ms at most%n",
          sorted.size(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() * 95 / 100),
          sorted.getLast());
    }
  }
}
