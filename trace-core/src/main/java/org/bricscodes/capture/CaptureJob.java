package org.bricscodes.capture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document accepted for recording (EPCIS 2.0 §12.6). A job that has been acknowledged is always
 * finished, whatever happens to the process in between.
 *
 * @param captureID 26 characters; later jobs sort after earlier ones
 * @param party who sent the document
 * @param createdAt when it was accepted, to the millisecond
 * @param result null while the job is running
 */
public record CaptureJob(
    String captureID,
    String party,
    Instant createdAt,
    ErrorBehaviour errorBehaviour,
    @Nullable Result result) {

  /**
   * How a job ended.
   *
   * @param recorded events recorded by this job
   * @param duplicates events that had been recorded before with the same content; as good as
   *     recorded
   * @param refused events with a fault
   * @param faults every fault, in document order, up to {@link #MAX_FAULTS}
   * @param faultsOmitted how many more there were
   */
  public record Result(
      Instant finishedAt,
      int recorded,
      int duplicates,
      int refused,
      List<CaptureFault> faults,
      int faultsOmitted) {

    /** Faults kept per job. */
    public static final int MAX_FAULTS = 1_000;

    public Result {
      if (faults.size() > MAX_FAULTS) {
        faultsOmitted += faults.size() - MAX_FAULTS;
        faults = faults.subList(0, MAX_FAULTS);
      }
      faults = List.copyOf(faults);
    }
  }

  /** Whether it is still under way: {@code running} of the standard's job resource. */
  public boolean running() {
    return result == null;
  }

  /** Whether nothing has failed, so far or at all: {@code success} of the job resource. */
  public boolean success() {
    return result == null || (result.faults().isEmpty() && result.faultsOmitted() == 0);
  }

  CaptureJob finished(Result result) {
    return new CaptureJob(captureID, party, createdAt, errorBehaviour, result);
  }
}
