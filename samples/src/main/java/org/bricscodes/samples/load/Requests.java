package org.bricscodes.samples.load;

import java.util.concurrent.CompletionStage;

/** What is asked for, request after request. */
interface Requests {

  /**
   * Sends one; must not block. Called by one thread.
   *
   * @param number from 0
   * @return the bytes of the answer; fails if it was not as it should be
   */
  CompletionStage<Long> send(long number);
}
