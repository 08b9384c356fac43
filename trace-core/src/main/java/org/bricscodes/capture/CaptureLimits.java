package org.bricscodes.capture;

/**
 * How many documents may be under way: accepted, and not finished; parties share it fairly. What
 * one document may be is {@code EpcisLimits}'.
 *
 * @param jobsUnderWay at most, all parties together
 * @param bytesUnderWay of their documents, at most; bounds memory
 */
public record CaptureLimits(int jobsUnderWay, long bytesUnderWay) {

  /** 256 jobs, 64 MiB. */
  public static final CaptureLimits DEFAULT = new CaptureLimits(256, 64 << 20);

  public CaptureLimits {
    if (jobsUnderWay < 1 || jobsUnderWay > 100_000 || bytesUnderWay < 1) {
      throw new IllegalArgumentException("jobsUnderWay must be 1 to 100,000, bytesUnderWay over 0");
    }
  }
}
