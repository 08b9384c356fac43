package org.bricscodes.epcis;

/** Places of events that a parameter may name together with all that is below them. */
public enum PlaceField {
  READ_POINT(ListField.READ_POINT),
  BIZ_LOCATION(ListField.BIZ_LOCATION);

  private final ListField list;

  PlaceField(ListField list) {
    this.list = list;
  }

  /** The field that holds the place itself. */
  public ListField list() {
    return list;
  }

  String parameter() {
    return "WD_" + list.parameter().substring("EQ_".length());
  }
}
