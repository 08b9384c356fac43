package org.bricscodes.capture;

/**
 * How the {@link Recorder} groups and bounds.
 *
 * @param groupEvents events that go into one durable write, at most; a single submission may be
 *     larger and then is a group of its own
 * @param queuedEvents events waiting, at most; more are refused as overload
 * @param queuedBytes of the waiting events as received, at most
 */
public record RecorderOptions(int groupEvents, int queuedEvents, long queuedBytes) {

  /** Groups of 512; 20,000 events or 64 MiB waiting. */
  public static final RecorderOptions DEFAULT = new RecorderOptions(512, 20_000, 64 << 20);

  public RecorderOptions {
    if (groupEvents < 1 || groupEvents > 10_000) {
      throw new IllegalArgumentException("groupEvents must be 1 to 10,000");
    }
    if (queuedEvents < groupEvents || queuedBytes < 1) {
      throw new IllegalArgumentException("the queue must hold at least one group");
    }
  }
}
