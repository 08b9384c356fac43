package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened one after the other, to be closed in reverse order, also when a later part fails
 * to open. A part that does not close cleanly is said and keeps no other open. One thread.
 */
final class Closers implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Closers.class.getName());

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final String whose;

  /**
   * @param whose for the log, such as "the service"
   */
  Closers(String whose) {
    this.whose = whose;
  }

  <T extends AutoCloseable> T own(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      closeOne(open.pop());
    }
  }

  @SuppressWarnings("IllegalCatch") // one part that fails to close must not keep the others open
  private void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.log(Level.ERROR, "a part of " + whose + " did not close cleanly", e);
    }
  }
}
