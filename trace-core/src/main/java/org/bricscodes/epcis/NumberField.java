package org.bricscodes.epcis;

/** Numbers of events that parameters compare (EPCIS 2.0 §8.2.7.1). */
public enum NumberField {
  QUANTITY("quantity"),
  VALUE("value"),
  MIN_VALUE("minValue"),
  MAX_VALUE("maxValue"),
  MEAN_VALUE("meanValue"),
  S_DEV("sDev"),
  PERC_RANK("percRank"),
  PERC_VALUE("percValue");

  private final String fieldName;

  NumberField(String fieldName) {
    this.fieldName = fieldName;
  }

  /** As parameters spell it, after the operator. */
  public String fieldName() {
    return fieldName;
  }

  /** Whether a parameter may name a unit behind it. */
  boolean takesUnit() {
    return this != PERC_RANK;
  }

  /** Whether a parameter may leave the unit out. */
  boolean goesWithoutUnit() {
    return switch (this) {
      case QUANTITY, S_DEV, PERC_RANK, PERC_VALUE -> true;
      case VALUE, MIN_VALUE, MAX_VALUE, MEAN_VALUE -> false;
    };
  }
}
