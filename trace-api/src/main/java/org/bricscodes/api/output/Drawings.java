package org.bricscodes.api.output;

/** The symbols of one batch in one form. Thread-safe, immutable. */
interface Drawings {

  /** How names of such files end, with the dot. */
  String suffix();

  /** Bytes of the largest at most; of each, if they are {@link #even}. */
  int maxBytes();

  /** Whether all have the same length. */
  boolean even();

  /** Draws, for one thread. */
  Drawing drawing();

  /** Draws symbols of one batch. Not thread-safe. */
  @FunctionalInterface
  interface Drawing {

    /**
     * Draws one.
     *
     * @param serials ASCII; the serial begins at {@code at}
     * @param into has room for the largest from {@code to}
     * @return where its bytes end
     */
    int draw(byte[] serials, int at, byte[] into, int to);
  }
}
