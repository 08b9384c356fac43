package org.bricscodes.provenance;

import java.util.List;

/**
 * An item's past as steps, and the stretches nobody reported.
 *
 * @param steps oldest first
 * @param gaps oldest first
 * @param complete false if there is more than one answer can hold
 */
public record Journey(List<Step> steps, List<Gap> gaps, boolean complete) {

  /** Nothing is known. */
  public static final Journey NONE = new Journey(List.of(), List.of(), true);

  public Journey {
    steps = List.copyOf(steps);
    gaps = List.copyOf(gaps);
  }
}
