package org.bricscodes.epcis;

/** Times of events that parameters bound (EPCIS 2.0 §8.2.7.1). */
public enum TimeField {
  EVENT_TIME("eventTime"),
  RECORD_TIME("recordTime");

  private final String fieldName;

  TimeField(String fieldName) {
    this.fieldName = fieldName;
  }

  /** As parameters spell it, after {@code GE_} or {@code LT_}. */
  public String fieldName() {
    return fieldName;
  }
}
