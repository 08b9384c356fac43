package org.bricscodes.scans;

/**
 * Random bytes of each period, which make hashes of one period mean nothing in the next. Whoever
 * keeps them destroys those of past periods: from then on nobody, with whatever keys, can tell
 * whether a given device was among the visitors of that time. Any thread.
 */
@FunctionalInterface
public interface Salts {

  /** The salt of a period, 16 bytes or more; made when it is first asked for. May block then. */
  byte[] of(long period);
}
