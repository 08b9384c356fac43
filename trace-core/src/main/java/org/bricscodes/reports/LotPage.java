package org.bricscodes.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts of some lots, in the order of their names.
 *
 * @param next where to go on; null: these were the last. A page may be short, even empty, and have
 *     a next one
 */
public record LotPage(List<LotReports> lots, @Nullable String next) {
  public LotPage {
    lots = List.copyOf(lots);
  }
}
