package org.bricscodes.anchoring;

import java.util.Optional;
import org.bricscodes.ledger.Fee;

/**
 * What carrying to one ledger took, since its first anchor.
 *
 * @param attempts transactions persisted to be sent: new ones, replacements, fillers
 * @param reorganisations how often one that was included was taken back, or moved
 * @param failed transactions executed without effect
 * @param dead transactions that can never be executed any more
 * @param fees paid for everything executed, with or without effect; empty where nothing was charged
 */
public record Tally(
    long attempts, long reorganisations, long failed, long dead, Optional<Fee> fees) {

  static final Tally NONE = new Tally(0, 0, 0, 0, Optional.empty());

  Tally attempted() {
    return new Tally(attempts + 1, reorganisations, failed, dead, fees);
  }

  Tally reorganised() {
    return new Tally(attempts, reorganisations + 1, failed, dead, fees);
  }

  Tally failing() {
    return new Tally(attempts, reorganisations, failed + 1, dead, fees);
  }

  Tally dying() {
    return new Tally(attempts, reorganisations, failed, dead + 1, fees);
  }

  Tally paying(Optional<Fee> fee) {
    return fee.isEmpty()
        ? this
        : new Tally(
            attempts,
            reorganisations,
            failed,
            dead,
            Optional.of(fees.map(paid -> paid.plus(fee.get())).orElse(fee.get())));
  }
}
