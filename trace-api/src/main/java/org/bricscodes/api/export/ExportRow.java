package org.bricscodes.api.export;

import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EventFields;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventWalk;

/**
 * One event of an export.
 *
 * @param covered whether the checkpoint at the start covers it
 */
record ExportRow(RecordedEvent recorded, EpcisEvent event, boolean covered) {

  static ExportRow of(EventWalk.Found found, ExportSnapshot snapshot) {
    return new ExportRow(found.recorded(), found.event(), snapshot.covers(found.recorded()));
  }

  EventFields common() {
    return event.common();
  }
}
