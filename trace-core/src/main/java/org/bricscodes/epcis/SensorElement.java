package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings that belong together.
 *
 * @param sensorMetadata defaults for every report
 * @param sensorReport at least one
 */
public record SensorElement(
    @Nullable SensorMetadata sensorMetadata,
    List<SensorReport> sensorReport,
    List<Extension> extensions) {

  public SensorElement {
    sensorReport = List.copyOf(sensorReport);
    extensions = List.copyOf(extensions);
  }
}
