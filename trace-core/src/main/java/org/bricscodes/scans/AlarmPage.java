package org.bricscodes.scans;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some alarms, newest day first.
 *
 * @param next where the next page begins; null: there is none. A page may be short, even empty, and
 *     still have a next one
 */
public record AlarmPage(List<Alarm> alarms, @Nullable String next) {

  // Spelled out: in a compact constructor's class file the parameter loses its @Nullable.
  public AlarmPage(List<Alarm> alarms, @Nullable String next) {
    this.alarms = List.copyOf(alarms);
    this.next = next;
  }
}
