package org.bricscodes.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.bricscodes.reports.ReportSubject;

/**
 * How often lots were reported since the start, for metrics that alarm: the first {@link #MAX} by
 * name, whatever comes beyond them together. Any thread.
 */
final class ReportedLots {

  static final int MAX = 1000;

  private static final String OTHERS = Metrics.label("gtin", "") + "," + Metrics.label("lot", "");

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(ReportSubject subject) {
    String lot = subject.lot();
    String labels =
        Metrics.label("gtin", subject.gtin().digits())
            + ","
            + Metrics.label("lot", lot == null ? "" : lot);
    // Two at once may pass by one each: a bound, not a number.
    String counted = counts.size() < MAX || counts.containsKey(labels) ? labels : OTHERS;
    counts.computeIfAbsent(counted, _ -> new LongAdder()).increment();
  }

  /** The counts by labels, as metrics print them. */
  Map<String, String> samples() {
    Map<String, String> samples = new TreeMap<>();
    counts.forEach((labels, count) -> samples.put(labels, String.valueOf(count.sum())));
    return samples;
  }
}
