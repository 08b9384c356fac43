package org.bricscodes.provenance;

import java.util.List;

/** How far the transparency log and its anchors have come. Callable from any thread. */
public interface LogStatus {

  /** Events the newest published checkpoint covers: those with a smaller sequence. */
  long published();

  /** The ledgers whose newest final anchor covers the event with this sequence. */
  List<String> anchored(long sequence);
}
