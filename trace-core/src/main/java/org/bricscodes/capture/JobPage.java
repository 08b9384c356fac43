package org.bricscodes.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of a party, newest first.
 *
 * @param next what to pass as {@code after} for the next page, or null when there is none
 */
public record JobPage(List<CaptureJob> jobs, @Nullable String next) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
