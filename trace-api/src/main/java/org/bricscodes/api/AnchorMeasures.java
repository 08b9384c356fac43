package org.bricscodes.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.anchoring.LedgerStatus.Outlook;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.LedgerId;

/** What carrying to each ledger costs and how far each lags, for the metrics. */
final class AnchorMeasures {

  private final Supplier<Map<LedgerId, LedgerStatus>> ledgers;
  private final Supplier<Map<LedgerId, Health>> healths;
  private final LongSupplier logSize;
  private final InstantSource clock;

  /**
   * @param logSize entries under the newest checkpoint
   */
  AnchorMeasures(
      Supplier<Map<LedgerId, LedgerStatus>> ledgers,
      Supplier<Map<LedgerId, Health>> healths,
      LongSupplier logSize,
      InstantSource clock) {
    this.ledgers = ledgers;
    this.healths = healths;
    this.logSize = logSize;
    this.clock = clock;
  }

  void measure(Metrics metrics) {
    gauge(
        metrics,
        "anchor_final_size",
        "Entries of the log that the ledger holds finally",
        LedgerStatus::finalSize);
    gauge(
        metrics,
        "anchor_lag_entries",
        "Entries of the log that the ledger does not hold finally",
        status -> Math.max(0, logSize.getAsLong() - status.finalSize()));
    gauge(
        metrics,
        "anchor_lag_seconds",
        "Seconds since the log outgrew what the ledger holds finally",
        this::lagSeconds);
    gauge(
        metrics,
        "anchor_open_transactions",
        "Transactions under way",
        status -> status.open() + status.events().map(EventStatus::open).orElse(0));
    gauge(
        metrics,
        "anchor_events_recorded",
        "Single events that the ledger holds finally",
        status -> status.events().map(EventStatus::recorded).orElse(0L));
    gauge(
        metrics,
        "anchor_events_stopped",
        "1 while no single event is tried, one being executed without effect too often",
        status ->
            status
                    .events()
                    .flatMap(EventStatus::trouble)
                    .filter(trouble -> trouble.outlook() == Outlook.STOPPED)
                    .isPresent()
                ? 1
                : 0);
    count(
        metrics,
        "anchor_transactions_total",
        "Transactions made to be sent, replacements included",
        status -> status.tally().attempts() + events(status, e -> e.tally().attempts()));
    count(
        metrics,
        "anchor_reorganisations_total",
        "Times the ledger took back or moved an included transaction",
        status ->
            status.tally().reorganisations() + events(status, e -> e.tally().reorganisations()));
    count(
        metrics,
        "anchor_failed_total",
        "Transactions executed without effect",
        status -> status.tally().failed() + events(status, e -> e.tally().failed()));
    count(
        metrics,
        "anchor_dead_total",
        "Transactions that can never be executed any more",
        status -> status.tally().dead() + events(status, e -> e.tally().dead()));
    metrics.family(
        "anchor_fees_total",
        "Fees paid, in the smallest unit of the ledger's money",
        "counter",
        this::fees);
    metrics.family(
        "anchor_ledger_ready",
        "Whether the ledger said that anchors can be expected to go through",
        "gauge",
        this::ready);
    metrics.family(
        "anchor_ledger_measure",
        "What the ledger measures of itself, by name",
        "gauge",
        this::measured);
  }

  private Map<String, String> ready() {
    Map<String, String> samples = new TreeMap<>();
    healths
        .get()
        .forEach(
            (ledger, health) ->
                samples.put(
                    label(ledger), health.status() == Health.Status.UNREACHABLE ? "0" : "1"));
    return samples;
  }

  private Map<String, String> measured() {
    Map<String, String> samples = new TreeMap<>();
    healths
        .get()
        .forEach(
            (ledger, health) ->
                health
                    .measures()
                    .forEach(
                        (name, value) ->
                            samples.put(
                                label(ledger) + "," + Metrics.label("measure", name),
                                value.toString())));
    return samples;
  }

  private void gauge(
      Metrics metrics, String name, String help, ToLongFunction<LedgerStatus> value) {
    metrics.family(name, help, "gauge", () -> samples(value));
  }

  private void count(
      Metrics metrics, String name, String help, ToLongFunction<LedgerStatus> value) {
    metrics.family(name, help, "counter", () -> samples(value));
  }

  private Map<String, String> samples(ToLongFunction<LedgerStatus> value) {
    Map<String, String> samples = new TreeMap<>();
    ledgers
        .get()
        .forEach(
            (ledger, status) ->
                samples.put(label(ledger), String.valueOf(value.applyAsLong(status))));
    return samples;
  }

  /** Of anchors and of single events, each by itself: together they are what the signer paid. */
  private Map<String, String> fees() {
    Map<String, String> samples = new TreeMap<>();
    ledgers
        .get()
        .forEach(
            (ledger, status) -> {
              status
                  .tally()
                  .fees()
                  .ifPresent(
                      fee ->
                          samples.put(
                              labels(ledger, fee.unit(), "anchors"), fee.amount().toString()));
              status
                  .events()
                  .flatMap(events -> events.tally().fees())
                  .ifPresent(
                      fee ->
                          samples.put(
                              labels(ledger, fee.unit(), "events"), fee.amount().toString()));
            });
    return samples;
  }

  private long lagSeconds(LedgerStatus status) {
    return status
        .behindSince()
        .filter(since -> logSize.getAsLong() > status.finalSize())
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
        .orElse(0L);
  }

  private static long events(LedgerStatus status, ToLongFunction<EventStatus> value) {
    return status.events().map(value::applyAsLong).orElse(0L);
  }

  private static String label(LedgerId ledger) {
    return Metrics.label("ledger", ledger.toString());
  }

  private static String labels(LedgerId ledger, String unit, String what) {
    return label(ledger) + "," + Metrics.label("unit", unit) + "," + Metrics.label("for", what);
  }
}
