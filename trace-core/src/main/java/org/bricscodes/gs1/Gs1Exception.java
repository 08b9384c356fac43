package org.bricscodes.gs1;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text is not what it claims to be. Carries every fault found, in order of position, not only the
 * first. The one exception that parsers and constructors of this package throw for bad input.
 */
public final class Gs1Exception extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Gs1Fault> faults;

  /** Takes at least one fault. */
  public Gs1Exception(List<Gs1Fault> faults) {
    super(faults.stream().map(Gs1Fault::message).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, at least one, in order of position. */
  public List<Gs1Fault> faults() {
    return faults;
  }
}
