package org.bricscodes.api;

import org.bricscodes.capture.EventValues;
import org.bricscodes.epcis.CbvNames;
import org.jspecify.annotations.Nullable;

/**
 * The top-level resources of EPCIS 2.0 §12.5 whose values have events of their own.
 *
 * <p>What each is called in the path, the query parameter that finds a value's events, and what
 * lists the values; EPCs are listed from the events themselves.
 */
enum TopLevel {
  EVENT_TYPES("eventTypes", "eventType", EventValues.Kind.EVENT_TYPE),
  EPCS("epcs", "MATCH_anyEPC", null),
  BIZ_STEPS("bizSteps", "EQ_bizStep", EventValues.Kind.BIZ_STEP),
  BIZ_LOCATIONS("bizLocations", "EQ_bizLocation", EventValues.Kind.BIZ_LOCATION),
  READ_POINTS("readPoints", "EQ_readPoint", EventValues.Kind.READ_POINT),
  DISPOSITIONS("dispositions", "EQ_disposition", EventValues.Kind.DISPOSITION);

  private final String segment;
  private final String parameter;
  private final EventValues.@Nullable Kind kind;

  TopLevel(String segment, String parameter, EventValues.@Nullable Kind kind) {
    this.segment = segment;
    this.parameter = parameter;
    this.kind = kind;
  }

  String segment() {
    return segment;
  }

  /** The query parameter whose value is one of these. */
  String parameter() {
    return parameter;
  }

  /** The path of the listing. */
  String path() {
    return "/epcis/" + segment;
  }

  /** Which recorded values these are; null for EPCs. */
  EventValues.@Nullable Kind kind() {
    return kind;
  }

  /** A value as JSON writes it: standard words bare. */
  String word(String canonical) {
    return switch (this) {
      case BIZ_STEPS -> CbvNames.bizStep(canonical);
      case DISPOSITIONS -> CbvNames.disposition(canonical);
      case EVENT_TYPES, EPCS, BIZ_LOCATIONS, READ_POINTS -> canonical;
    };
  }
}
