package org.bricscodes.api;

import java.util.Optional;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/**
 * A log that this process writes.
 *
 * @param witnessed the checkpoints of {@code log}
 */
record OwnLog(TransparencyLog log, WitnessedLog witnessed) implements AnchoredLog {

  @Override
  public String origin() {
    return log.origin();
  }

  /** With the cosignatures it has; an empty log has nothing to anchor. */
  @Override
  public Optional<Anchor> newest() {
    return witnessed
        .settled(Anchor.MAX_BYTES)
        .map(note -> Anchor.of(note.bytes()))
        .filter(anchor -> anchor.checkpoint().size() > 0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.bricscodes.tlog.LogException if it does not; it then takes no more entries
   */
  @Override
  public void requireExtends(Checkpoint known) {
    log.requireExtends(known);
  }

  @Override
  public EventFeed feed() {
    return new LogFeed(log);
  }
}
