package org.bricscodes.scans;

import java.util.Optional;

/**
 * Which alarms are asked for; what is empty is not asked about.
 *
 * @param owner whose; empty: everybody's
 */
public record AlarmFilter(
    Optional<String> owner,
    Optional<RuleName> rule,
    Optional<String> gtin,
    Optional<String> lot,
    Optional<Status> status) {

  /** Whether somebody looked into it. */
  public enum Status {
    OPEN,
    ACKNOWLEDGED
  }

  boolean takes(Alarm alarm) {
    return rule.filter(wanted -> wanted != alarm.rule()).isEmpty()
        && gtin.filter(wanted -> !wanted.equals(alarm.gtin())).isEmpty()
        && lot.filter(wanted -> !wanted.equals(alarm.lot())).isEmpty()
        && status
            .filter(wanted -> (wanted == Status.OPEN) != (alarm.acknowledged() == null))
            .isEmpty();
  }
}
