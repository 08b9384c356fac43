package org.bricscodes.reports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a lot was reported since ever, withdrawn and removed reports included.
 *
 * @param lot null: reports of codes whose lot is not known
 * @param counts by kind; those that are nought are left out
 */
public record LotReports(@Nullable String lot, String owner, Map<ReportKind, Long> counts) {
  public LotReports {
    counts = Collections.unmodifiableMap(counts.isEmpty() ? Map.of() : new EnumMap<>(counts));
  }

  /** Of all kinds. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
