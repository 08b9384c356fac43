package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for every report of a {@link SensorElement}. */
public record SensorMetadata(
    @Nullable Instant time,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable UriRef deviceID,
    @Nullable UriRef deviceMetadata,
    @Nullable UriRef rawData,
    @Nullable UriRef dataProcessingMethod,
    @Nullable UriRef bizRules,
    List<Extension> extensions) {

  public SensorMetadata {
    extensions = List.copyOf(extensions);
  }
}
