package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of events that are compared with a list of values (EPCIS 2.0 §8.2.7.1). */
public enum ListField {
  EVENT_TYPE("eventType", Kind.EVENT_TYPE),
  ACTION("EQ_action", Kind.ACTION),
  BIZ_STEP("EQ_bizStep", Vocabulary.BIZ_STEP),
  DISPOSITION("EQ_disposition", Vocabulary.DISPOSITION),
  PERSISTENT_DISPOSITION_SET("EQ_persistentDisposition_set", Vocabulary.DISPOSITION),
  PERSISTENT_DISPOSITION_UNSET("EQ_persistentDisposition_unset", Vocabulary.DISPOSITION),
  READ_POINT("EQ_readPoint", Kind.IDENTIFIER),
  BIZ_LOCATION("EQ_bizLocation", Kind.IDENTIFIER),
  TRANSFORMATION_ID("EQ_transformationID", Kind.IDENTIFIER),
  EVENT_ID("EQ_eventID", Kind.TEXT),
  ERROR_REASON("EQ_errorReason", Vocabulary.ERROR_REASON),
  CORRECTIVE_EVENT_ID("EQ_correctiveEventID", Kind.TEXT),
  TYPE("EQ_type", Vocabulary.MEASUREMENT),
  DEVICE_ID("EQ_deviceID", Kind.IDENTIFIER),
  DEVICE_METADATA("EQ_deviceMetadata", Kind.IDENTIFIER),
  RAW_DATA("EQ_rawData", Kind.IDENTIFIER),
  DATA_PROCESSING_METHOD("EQ_dataProcessingMethod", Kind.IDENTIFIER),
  MICROORGANISM("EQ_microorganism", Kind.IDENTIFIER),
  CHEMICAL_SUBSTANCE("EQ_chemicalSubstance", Kind.IDENTIFIER),
  BIZ_RULES("EQ_bizRules", Kind.IDENTIFIER),
  STRING_VALUE("EQ_stringValue", Kind.TEXT),
  HEX_BINARY_VALUE("EQ_hexBinaryValue", Kind.HEX),
  URI_VALUE("EQ_uriValue", Kind.IDENTIFIER);

  /** How its values are read. */
  enum Kind {
    EVENT_TYPE,
    ACTION,
    WORD,
    IDENTIFIER,
    TEXT,
    HEX
  }

  private static final Map<String, ListField> BY_PARAMETER = new HashMap<>();

  static {
    for (ListField field : values()) {
      BY_PARAMETER.put(field.parameter, field);
    }
  }

  private final String parameter;
  private final Kind kind;
  private final @Nullable Vocabulary words;

  ListField(String parameter, Kind kind) {
    this.parameter = parameter;
    this.kind = kind;
    this.words = null;
  }

  ListField(String parameter, Vocabulary words) {
    this.parameter = parameter;
    this.kind = Kind.WORD;
    this.words = words;
  }

  static @Nullable ListField of(String parameter) {
    return BY_PARAMETER.get(parameter);
  }

  /** The name of its parameter. */
  public String parameter() {
    return parameter;
  }

  Kind kind() {
    return kind;
  }

  /** Where its values are words: of which vocabulary. */
  @Nullable Vocabulary words() {
    return words;
  }

  /** Whether it is a part of a sensor reading. */
  public boolean isSensor() {
    return compareTo(TYPE) >= 0;
  }

  /** The form in which a canonical value is printed. */
  String written(String canonical) {
    return switch (kind) {
      case WORD -> {
        String shortest = words == null ? canonical : words.shortest(canonical);
        yield shortest.indexOf(':') < 0 ? shortest : QueryNames.written(canonical);
      }
      case EVENT_TYPE ->
          EventField.Types.of(canonical) != 0 ? canonical : QueryNames.written(canonical);
      case ACTION, IDENTIFIER, TEXT, HEX -> canonical;
    };
  }
}
