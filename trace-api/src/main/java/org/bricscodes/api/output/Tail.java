package org.bricscodes.api.output;

/** Even units behind the body that are made of what is known of it. Thread-safe, immutable. */
interface Tail {

  /** How many. */
  long count();

  /** Bytes of each. */
  int bytes();

  /**
   * Writes units, for one thread.
   *
   * @param body for that writer alone; read only once the whole body is measured
   */
  UnitWriter writer(BodyFacts body);
}
