package org.bricscodes.epcis;

/** Standard fields that a parameter asks the presence of (EPCIS 2.0 §8.2.7.1). */
public enum ExistsField {
  ERROR_DECLARATION("errorDeclaration"),
  SENSOR_ELEMENT_LIST("sensorElementList");

  private final String fieldName;

  ExistsField(String fieldName) {
    this.fieldName = fieldName;
  }

  /** As parameters spell it, after {@code EXISTS_}. */
  public String fieldName() {
    return fieldName;
  }
}
