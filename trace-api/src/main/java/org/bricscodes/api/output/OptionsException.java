package org.bricscodes.api.output;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be made as asked for; every fault is listed. */
public final class OptionsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<OptionFault> faults;

  OptionsException(List<OptionFault> faults) {
    super(
        faults.stream()
            .map(fault -> fault.option() + " " + fault.message())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** At least one. */
  public List<OptionFault> faults() {
    return faults;
  }
}
