package org.bricscodes.scans;

import org.jspecify.annotations.Nullable;

/**
 * One visit, apart from the store: a line of a scan log.
 *
 * @param lot null where the code was never issued
 * @param label what somebody who knows says of the pack; null where nobody did
 */
public record ScanLine(
    ScanSubject subject, @Nullable String lot, Visit visit, @Nullable Label label) {

  /** What a pack really was. */
  public enum Label {
    GENUINE,
    CLONE
  }
}
