package org.bricscodes.scans;

import java.util.List;

/** A file that cannot be used, with every fault of it, up to a bound. */
public final class ScanFileException extends Exception {

  private static final long serialVersionUID = 1;

  /** Faults told of one file. */
  static final int MAX_FAULTS = 20;

  private final transient List<String> faults;

  ScanFileException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** Where each is, what it is, and what would be right. */
  public List<String> faults() {
    return faults;
  }
}
