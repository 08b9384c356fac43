package org.bricscodes.anchoring;

/**
 * Whose turn it is to work for a ledger, where several processes could. It saves double work and
 * keeps two from preparing for one signer; the truth is kept by compare-and-set, whatever this
 * says.
 */
@FunctionalInterface
public interface Turns {

  /** What a loop is to do in its next pass. */
  enum Turn {
    /** Work: no other process can be at it, so a lease is only what an earlier one left. */
    ALONE,

    /** Work, unless the lease of another process keeps this one out. */
    SHARED,

    /** Leave the ledger to another process, and what is left of the own lease with it. */
    OTHERS
  }

  /** Asked before each pass, from the loop's thread; may block for one read. */
  Turn now();
}
