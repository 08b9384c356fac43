package org.bricscodes.moving;

/** Is told how far moving is, often. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress NONE = (done, all, rows) -> {};

  /**
   * @param done bytes so far
   * @param all bytes in all; 0: unknown
   * @param rows rows so far
   */
  void at(long done, long all, long rows);
}
