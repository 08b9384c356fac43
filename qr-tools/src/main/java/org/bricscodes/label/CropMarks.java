package org.bricscodes.label;

/** Lines in the margins of a sheet that show where to cut. */
public enum CropMarks {

  /** For sheets that are cut already. */
  NONE,

  /** At every edge of the labels, two millimetres outside; needs margins of three. */
  DRAWN
}
