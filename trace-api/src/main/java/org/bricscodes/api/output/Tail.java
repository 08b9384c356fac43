package org.bricscodes.api.output;

/** Even units behind the body that are made of what is known of it. Thread-safe, immutable. */
interface Tail {

  /** How many. */
  long count();

  /** Bytes of each; of the one there is, at most, if {@link #length} says something else. */
  int bytes();

  /** Bytes of all. Only the last tail of a file may answer anything but the obvious. */
  default long length(BodyFacts body) {
    return count() * bytes();
  }

  /**
   * Writes units, for one thread.
   *
   * @param body for that writer alone; read only once the whole body is measured
   */
  UnitWriter writer(BodyFacts body);
}
