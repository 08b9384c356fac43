package org.bricscodes.api.output;

/** A row of units, the bytes of each a pure function of its number. Thread-safe, immutable. */
interface Units {

  /** How many. */
  long count();

  /** Bytes of the longest unit at most; of every unit, if they are {@link #even}. */
  int maxBytes();

  /** Whether all units have the same length. */
  boolean even();

  /** Writes units, for one thread. */
  UnitWriter writer();

  /** All bytes of even units. */
  default long evenBytes() {
    return count() * maxBytes();
  }
}
