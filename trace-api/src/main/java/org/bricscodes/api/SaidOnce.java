package org.bricscodes.api;

import java.lang.System.Logger.Level;

/** What somebody who tries again and again says of it: each cause once, until it is another. */
final class SaidOnce {

  private String last = "";

  /** Whether this is another cause than the last one, which it is from now on. */
  synchronized boolean isNew(String cause) {
    boolean other = !cause.equals(last);
    last = cause;
    return other;
  }

  /** How to say it: a warning if it is another cause than the last one. */
  Level level(String cause) {
    return isNew(cause) ? Level.WARNING : Level.DEBUG;
  }

  /** It went well: the next cause is news, whichever it is. */
  synchronized void wentWell() {
    last = "";
  }
}
