package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading (EPCIS 2.0 §7.3.7). Numbers keep the decimals they were sent with.
 *
 * @param type the measurement type, {@code https://ref.gs1.org/voc/…} when standard
 * @param exception an alarm or error condition
 * @param uom the unit of every number here, as sent
 */
public record SensorReport(
    UriRef type,
    @Nullable UriRef exception,
    @Nullable UriRef deviceID,
    @Nullable UriRef deviceMetadata,
    @Nullable UriRef rawData,
    @Nullable UriRef dataProcessingMethod,
    @Nullable UriRef bizRules,
    @Nullable Instant time,
    @Nullable UriRef microorganism,
    @Nullable UriRef chemicalSubstance,
    @Nullable UriRef coordinateReferenceSystem,
    @Nullable BigDecimal value,
    @Nullable UriRef component,
    @Nullable String stringValue,
    @Nullable Boolean booleanValue,
    @Nullable String hexBinaryValue,
    @Nullable UriRef uriValue,
    @Nullable BigDecimal minValue,
    @Nullable BigDecimal maxValue,
    @Nullable BigDecimal meanValue,
    @Nullable BigDecimal sDev,
    @Nullable BigDecimal percRank,
    @Nullable BigDecimal percValue,
    @Nullable String uom,
    List<Extension> extensions) {

  public SensorReport {
    extensions = List.copyOf(extensions);
  }
}
