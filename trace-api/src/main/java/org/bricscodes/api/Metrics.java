package org.bricscodes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counters and latency histograms, printed as Prometheus text (exposition format 0.0.4). Labels are
 * path templates, status classes and what the operator configured, so the number of series is
 * bounded.
 */
final class Metrics {

  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of the latency buckets, in microseconds. */
  private static final long[] BOUNDS = {
    250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000
  };

  private final Map<String, Series> requests = new ConcurrentSkipListMap<>();
  private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
  private final List<Family> families = new CopyOnWriteArrayList<>();

  /**
   * @param labels as printed behind the name; empty: none
   */
  private record Gauge(String name, String help, String labels, LongSupplier value) {}

  private record Family(
      String name, String help, String type, Supplier<Map<String, String>> samples) {}

  private static final class Series {
    final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    final LongAdder micros = new LongAdder();

    Series() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }
  }

  /** A value read when the metrics are. It must not block. */
  void gauge(String name, String help, LongSupplier value) {
    gauges.add(new Gauge(name, help, "", value));
  }

  /** The same for one of several that an operator configured, told apart by a label. */
  void gauge(String name, String help, String label, String of, LongSupplier value) {
    gauges.add(new Gauge(name, help, "{" + label(label, of) + "}", value));
  }

  /**
   * Values with labels, read when the metrics are; must not block long. How many there are is
   * bounded by who supplies them.
   *
   * @param type {@code gauge} or {@code counter}
   * @param samples by labels, as {@link #label} prints them, the value as printed
   */
  void family(String name, String help, String type, Supplier<Map<String, String>> samples) {
    families.add(new Family(name, help, type, samples));
  }

  /** One label, with what must not stand in its value escaped. */
  static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  /**
   * One request answered.
   *
   * @param path the template, never the address itself
   */
  void answered(String method, String path, int status, long nanos) {
    String labels =
        "method=\"%s\",path=\"%s\",status=\"%dxx\"".formatted(method, path, status / 100);
    Series series = requests.computeIfAbsent(labels, key -> new Series());
    long micros = nanos / 1000;
    int bucket = 0;
    while (bucket < BOUNDS.length && micros > BOUNDS[bucket]) {
      bucket++;
    }
    series.buckets[bucket].increment();
    series.micros.add(micros);
  }

  String print() {
    StringBuilder out = new StringBuilder(4096);
    Map<String, List<Gauge>> byName = new LinkedHashMap<>();
    gauges.forEach(
        gauge -> byName.computeIfAbsent(gauge.name, name -> new ArrayList<>()).add(gauge));
    byName.forEach(
        (name, same) -> {
          head(out, name, same.getFirst().help, "gauge");
          for (Gauge gauge : same) {
            out.append(name).append(gauge.labels).append(' ');
            out.append(gauge.value.getAsLong()).append('\n');
          }
        });
    for (Family family : families) {
      head(out, family.name, family.help, family.type);
      family
          .samples
          .get()
          .forEach(
              (labels, value) ->
                  out.append(family.name + "{" + labels + "} ").append(value).append('\n'));
    }
    head(out, "http_request_seconds", "Time to answer, by operation and status class", "histogram");
    requests.forEach((labels, series) -> print(out, labels, series));
    return out.toString();
  }

  private static void print(StringBuilder out, String labels, Series series) {
    long total = 0;
    for (int i = 0; i <= BOUNDS.length; i++) {
      total += series.buckets[i].sum();
      String bound = i == BOUNDS.length ? "+Inf" : String.valueOf(BOUNDS[i] / 1e6);
      out.append("http_request_seconds_bucket{%s,le=\"%s\"} %d\n".formatted(labels, bound, total));
    }
    out.append(
        String.format(
            Locale.ROOT, "http_request_seconds_sum{%s} %.6f\n", labels, series.micros.sum() / 1e6));
    out.append("http_request_seconds_count{%s} %d\n".formatted(labels, total));
  }

  private static void head(StringBuilder out, String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
