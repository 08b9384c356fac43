package org.bricscodes.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some reports, newest hour first; within an hour in an order that says nothing.
 *
 * @param next where to go on; null: these were the last. A page may be short, even empty, and have
 *     a next one
 */
public record ReportPage(List<Report> reports, @Nullable String next) {
  public ReportPage {
    reports = List.copyOf(reports);
  }
}
