package org.bricscodes.resolver;

import java.util.List;

/** A registration has faults. The message is constant; the faults are in {@link #faults}. */
public final class InvalidLinks extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<LinkFault> faults;

  InvalidLinks(List<LinkFault> faults) {
    super("the links have faults");
    this.faults = List.copyOf(faults);
  }

  /** Every fault, at least one, in the order of the document. */
  public List<LinkFault> faults() {
    return faults;
  }
}
