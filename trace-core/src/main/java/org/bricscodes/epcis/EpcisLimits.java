package org.bricscodes.epcis;

/**
 * Bounds on what is read. Each is checked while reading, and exceeding one is a {@link Fault}.
 *
 * @param maxListItems in any one list of an event, including lists inside extensions
 * @param maxStringLength UTF-16 units of any one string
 * @param maxDepth nesting of objects and arrays, counted from the root of the document
 * @param maxFaults reading goes on after this many but no more are reported
 */
public record EpcisLimits(
    int maxDocumentBytes,
    int maxEvents,
    int maxListItems,
    int maxStringLength,
    int maxDepth,
    int maxFaults) {

  /** 4 MiB, 2,000 events, lists of 10,000, strings of 8,192, depth 64, 100 faults. */
  public static final EpcisLimits DEFAULT = new EpcisLimits(4 << 20, 2_000, 10_000, 8_192, 64, 100);

  public EpcisLimits {
    if (maxDocumentBytes < 1
        || maxEvents < 1
        || maxListItems < 1
        || maxStringLength < 64
        || maxDepth < 8
        || maxFaults < 1) {
      throw new IllegalArgumentException("a limit is too small to read any event");
    }
  }
}
