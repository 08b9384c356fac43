package org.bricscodes.anchoring;

/**
 * That single events go to a ledger, and from where on.
 *
 * @param feed the log's entries
 * @param from index of the first entry recorded, where nothing is recorded yet; -1 for the size of
 *     the log at that moment
 */
public record EventRecording(EventFeed feed, long from) {

  public EventRecording {
    if (from < -1) {
      throw new IllegalArgumentException("from is an index, or -1 for from now on");
    }
  }
}
