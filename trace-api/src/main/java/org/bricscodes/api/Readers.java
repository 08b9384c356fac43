package org.bricscodes.api;

import java.util.function.Predicate;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.provenance.Disclosure;

/**
 * Who sees what of events at a door that anyone may open: with an API key the events that key sees
 * by any other door whole, everything else, and everybody else, what the public sees.
 *
 * @param disclosure what the public sees
 */
record Readers(ApiKeys keys, Disclosure disclosure) {

  /** The events that whoever asks sees whole; answers 401 for a key that is none. */
  Predicate<RecordedEvent> seesWhole(Exchange exchange) {
    return exchange
        .header("Authorization")
        .map(given -> Bearer.caller(given, keys).visibility())
        .<Predicate<RecordedEvent>>map(visibility -> visibility::sees)
        .orElse(recorded -> false);
  }
}
