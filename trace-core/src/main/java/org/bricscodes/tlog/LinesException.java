package org.bricscodes.tlog;

import java.util.List;
import java.util.stream.Collectors;

/** A file of lines that cannot be used, with everything that is wrong in it. */
public final class LinesException extends TlogException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * One thing that is wrong.
   *
   * @param line its number, from 1; 0 for the file as a whole
   * @param message what is wrong, and what would be right
   */
  public record Fault(int line, String message) {
    @Override
    public String toString() {
      return line == 0 ? message : "line " + line + ": " + message;
    }
  }

  LinesException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}
