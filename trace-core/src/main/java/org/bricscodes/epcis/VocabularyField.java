package org.bricscodes.epcis;

import org.jspecify.annotations.Nullable;

/** Standard fields whose values master data may describe: what {@code HASATTR_} asks about. */
public enum VocabularyField {
  READ_POINT("readPoint"),
  BIZ_LOCATION("bizLocation"),
  BIZ_STEP("bizStep"),
  DISPOSITION("disposition"),
  BIZ_TRANSACTION("bizTransaction"),
  SOURCE("source"),
  DESTINATION("destination"),
  EPC_CLASS("epcClass"),
  DEVICE_ID("deviceID");

  private final String fieldName;

  VocabularyField(String fieldName) {
    this.fieldName = fieldName;
  }

  /** The field of this name; {@code null} if there is none. */
  public static @Nullable VocabularyField of(String fieldName) {
    for (VocabularyField field : values()) {
      if (field.fieldName.equals(fieldName)) {
        return field;
      }
    }
    return null;
  }

  /** As parameters spell it. */
  public String fieldName() {
    return fieldName;
  }
}
