package org.bricscodes.label;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Labels cannot be printed as asked. Carries every fault found, not only the first. Thrown while a
 * job is made, never while it is printed.
 */
public final class LabelException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<LabelFault> faults;

  /** Takes at least one fault. */
  public LabelException(List<LabelFault> faults) {
    super(faults.stream().map(LabelFault::message).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, at least one. */
  public List<LabelFault> faults() {
    return faults;
  }

  static void throwIfAny(List<LabelFault> faults) {
    if (!faults.isEmpty()) {
      throw new LabelException(faults);
    }
  }
}
