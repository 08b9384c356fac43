package org.bricscodes.api;

import java.net.URI;

/** One of several nodes that are one service, running: what it does, its class says. */
public sealed interface RunningNode extends AutoCloseable permits ClusterNode, SingleTaskNode {

  /** Where it listens. */
  URI address();

  /**
   * Waits until it has ended by {@link #close}.
   *
   * @throws RuntimeException if it ended because it must not go on, and trying again would not help
   */
  void awaitEnd() throws InterruptedException;

  /** Finishes what it has accepted, leaves its work to others, and ends. Idempotent. */
  @Override
  void close();
}
