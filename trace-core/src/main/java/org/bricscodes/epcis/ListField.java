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
  READ_POINT("EQ_readPoint", Kind.IDENTIFIER),
  BIZ_LOCATION("EQ_bizLocation", Kind.IDENTIFIER),
  TRANSFORMATION_ID("EQ_transformationID", Kind.IDENTIFIER),
  EVENT_ID("EQ_eventID", Kind.TEXT);

  /** How its values are read. */
  enum Kind {
    EVENT_TYPE,
    ACTION,
    WORD,
    IDENTIFIER,
    TEXT
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

  /** The form in which a canonical value is printed. */
  String written(String canonical) {
    return words == null ? canonical : words.shortest(canonical);
  }
}
