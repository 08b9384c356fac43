package org.bricscodes.query;

/** When a subscription reports: the one or the other (EPCIS 2.0 §8.2.5). */
public sealed interface Trigger {

  /** As soon as something matches. */
  record Stream() implements Trigger {}

  /** At the times of a schedule, all that has come since. */
  record Scheduled(Schedule schedule, WhenEmpty whenEmpty) implements Trigger {}

  /** What a scheduled report is when nothing has come: {@code reportIfEmpty}. */
  enum WhenEmpty {
    SILENT,
    REPORT
  }
}
