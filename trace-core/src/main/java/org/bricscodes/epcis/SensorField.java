package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of sensor metadata and sensor reports (EPCIS 2.0 §7.3.7). */
enum SensorField {
  TIME("time", Kind.TIME, SensorField.BOTH),
  DEVICE_ID("deviceID", Kind.IDENTIFIER, SensorField.BOTH),
  DEVICE_METADATA("deviceMetadata", Kind.IDENTIFIER, SensorField.BOTH),
  RAW_DATA("rawData", Kind.IDENTIFIER, SensorField.BOTH),
  DATA_PROCESSING_METHOD("dataProcessingMethod", Kind.IDENTIFIER, SensorField.BOTH),
  BIZ_RULES("bizRules", Kind.IDENTIFIER, SensorField.BOTH),
  START_TIME("startTime", Kind.TIME, SensorField.METADATA),
  END_TIME("endTime", Kind.TIME, SensorField.METADATA),
  TYPE("type", Kind.MEASUREMENT, SensorField.REPORT),
  EXCEPTION("exception", Kind.ALERT, SensorField.REPORT),
  MICROORGANISM("microorganism", Kind.IDENTIFIER, SensorField.REPORT),
  CHEMICAL_SUBSTANCE("chemicalSubstance", Kind.IDENTIFIER, SensorField.REPORT),
  COORDINATE_REFERENCE_SYSTEM("coordinateReferenceSystem", Kind.IDENTIFIER, SensorField.REPORT),
  VALUE("value", Kind.NUMBER, SensorField.REPORT),
  COMPONENT("component", Kind.COMPONENT, SensorField.REPORT),
  STRING_VALUE("stringValue", Kind.TEXT, SensorField.REPORT),
  BOOLEAN_VALUE("booleanValue", Kind.FLAG, SensorField.REPORT),
  HEX_BINARY_VALUE("hexBinaryValue", Kind.HEX, SensorField.REPORT),
  URI_VALUE("uriValue", Kind.IDENTIFIER, SensorField.REPORT),
  MIN_VALUE("minValue", Kind.NUMBER, SensorField.REPORT),
  MAX_VALUE("maxValue", Kind.NUMBER, SensorField.REPORT),
  MEAN_VALUE("meanValue", Kind.NUMBER, SensorField.REPORT),
  S_DEV("sDev", Kind.NUMBER, SensorField.REPORT),
  PERC_RANK("percRank", Kind.NUMBER, SensorField.REPORT),
  PERC_VALUE("percValue", Kind.NUMBER, SensorField.REPORT),
  UOM("uom", Kind.UNIT, SensorField.REPORT);

  /** What a value must be. */
  enum Kind {
    TIME,
    IDENTIFIER,
    MEASUREMENT,
    ALERT,
    COMPONENT,
    NUMBER,
    TEXT,
    FLAG,
    HEX,
    UNIT
  }

  static final int METADATA = 1;
  static final int REPORT = 2;
  static final int BOTH = 3;

  private static final Map<String, SensorField> BY_KEY = new HashMap<>();

  static {
    for (SensorField field : values()) {
      BY_KEY.put(field.key, field);
    }
  }

  private final String key;
  private final Kind kind;
  private final int places;

  SensorField(String key, Kind kind, int places) {
    this.key = key;
    this.kind = kind;
    this.places = places;
  }

  /** The attribute of this name in this place; {@code null} if the place has none such. */
  static @Nullable SensorField of(String key, int place) {
    SensorField field = BY_KEY.get(key);
    return field != null && (field.places & place) != 0 ? field : null;
  }

  static Set<String> keys() {
    return BY_KEY.keySet();
  }

  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  /**
   * Those that hold for every report when they stand in the metadata, and therefore may not stand
   * in a report too.
   */
  static final SensorField[] inherited() {
    return new SensorField[] {TIME, DEVICE_ID, DEVICE_METADATA, RAW_DATA, DATA_PROCESSING_METHOD};
  }
}
