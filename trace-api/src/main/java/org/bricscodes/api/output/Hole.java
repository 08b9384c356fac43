package org.bricscodes.api.output;

import org.bricscodes.codes.InnerCode;
import org.bricscodes.codes.Serial;

/** What differs from code to code. */
enum Hole {
  /** Nothing. */
  NONE(0),
  /** The serial. */
  SERIAL(Serial.LENGTH),
  /** The code under the seal. */
  INNER_CODE(InnerCode.LENGTH);

  private final int length;

  Hole(int length) {
    this.length = length;
  }

  /** ASCII characters. */
  int length() {
    return length;
  }
}
