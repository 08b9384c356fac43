package org.bricscodes.api.client;

/** Told from time to time how far a download is, on the thread that asked for it. */
@FunctionalInterface
public interface DownloadProgress {

  /** For those who do not look. */
  DownloadProgress NONE = (received, announced) -> {};

  /**
   * @param received bytes so far
   * @param announced bytes in all, -1 when the service did not say
   */
  void received(long received, long announced);
}
