package org.bricscodes.store;

import org.jspecify.annotations.Nullable;

/**
 * Walks the postings of one term in one direction, and jumps: the part a leapfrog merge is made of.
 *
 * <p>A reader begins on its first posting and never goes back. It holds nothing open and need not
 * be closed. It sees every posting that was durable when it was made; of those written since it may
 * see any. Not safe for use from several threads; its calls block as {@link Store#scan} does.
 */
public interface PostingReader {

  /** Where the reader stands, or null when it has passed the last posting. */
  @Nullable Posting current();

  /** Steps to the next posting and returns it, or null when there is none. */
  @Nullable Posting next();

  /**
   * Jumps to the first posting at or behind {@code target} in the reader's direction and returns
   * it, or null when there is none. Stays where it is when it already stands there or further on.
   * The target need not exist.
   */
  @Nullable Posting seek(Posting target);
}
