package org.bricscodes.epcis;

/** Times of events that parameters bound (EPCIS 2.0 §8.2.7.1). */
public enum TimeField {
  EVENT_TIME("eventTime"),
  RECORD_TIME("recordTime"),
  ERROR_DECLARATION_TIME("errorDeclarationTime"),
  TIME("time"),
  START_TIME("startTime"),
  END_TIME("endTime");

  private final String fieldName;

  TimeField(String fieldName) {
    this.fieldName = fieldName;
  }

  /** As parameters spell it, after {@code GE_} or {@code LT_}. */
  public String fieldName() {
    return fieldName;
  }

  /** Whether it is a part of a sensor reading. */
  public boolean isSensor() {
    return switch (this) {
      case TIME, START_TIME, END_TIME -> true;
      case EVENT_TIME, RECORD_TIME, ERROR_DECLARATION_TIME -> false;
    };
  }
}
