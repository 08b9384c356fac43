package org.bricscodes.api.sheet;

/** What a column of a sheet is for. */
sealed interface Column {

  /** Its heading, as it stands in the sheet. */
  String heading();

  /** A field of EPCIS. */
  record Standard(Field field) implements Column {
    @Override
    public String heading() {
      return field.heading();
    }
  }

  /** A field of one's own, {@code prefix:name}. */
  record Own(String heading, String name) implements Column {}

  /** Instance or lot master data, {@code ilmd/prefix:name}. */
  record Ilmd(String heading, String name) implements Column {}
}
