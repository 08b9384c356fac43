package org.bricscodes.api;

import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gs1Fault;

/** Digital Links in addresses. */
final class Links {

  private Links() {}

  /**
   * Reads a raw path that begins with its key, with or without query.
   *
   * @throws Problem {@link ProblemKind#INVALID_LINK} with every fault
   */
  static DigitalLink parse(String rawTarget) {
    try {
      return DigitalLink.parseTarget(rawTarget);
    } catch (Gs1Exception e) {
      throw problem(e.faults());
    }
  }

  /** Reads a link on any host, or a path that begins with its key. */
  static DigitalLink parseAnywhere(String text) {
    try {
      return text.startsWith("/") ? DigitalLink.parseTarget(text) : DigitalLink.parse(text);
    } catch (Gs1Exception e) {
      throw problem(e.faults());
    }
  }

  /** Every fault of a link. */
  static Problem problem(List<Gs1Fault> faults) {
    return new Problem(
        ProblemKind.INVALID_LINK,
        faults.getFirst().message(),
        faults.stream()
            .map(f -> new Problem.Fault(f.part() + ", character " + f.position(), f.message()))
            .toList());
  }
}
