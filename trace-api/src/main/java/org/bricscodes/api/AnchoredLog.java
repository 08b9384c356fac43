package org.bricscodes.api;

import java.io.IOException;
import java.util.Optional;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.tlog.Checkpoint;

/** The log whose checkpoints go to ledgers, as anchoring sees it. Safe for use from any thread. */
interface AnchoredLog {

  String origin();

  /** The newest checkpoint to be anchored; empty as long as there is none. Never blocks. */
  Optional<Anchor> newest();

  /**
   * Returns if the log extends a checkpoint that was found elsewhere. Blocks.
   *
   * @throws IOException if that cannot be told just now
   * @throws RuntimeException if it does not: nothing may be anchored
   */
  void requireExtends(Checkpoint known) throws IOException;

  /**
   * The entries one by one.
   *
   * @throws IOException if it is not known yet how many there are
   */
  EventFeed feed() throws IOException;
}
