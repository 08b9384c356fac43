package org.bricscodes.query;

import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which events an asker may see.
 *
 * @param party the events it captured; null: every event
 */
public record Visibility(@Nullable String party) {

  private static final Visibility EVERYONE = new Visibility(null);

  /** Every event. */
  public static Visibility everyone() {
    return EVERYONE;
  }

  /** The events this party captured. */
  public static Visibility of(String party) {
    return new Visibility(party);
  }

  /** Whether the asker may see this event. */
  public boolean sees(RecordedEvent event) {
    return party == null || party.equals(event.party());
  }

  /** The index term that narrows a search to it; null where there is nothing to narrow. */
  @Nullable String term() {
    return party == null ? null : EventTerms.party(party);
  }

  /** What cursors are sealed with; no two visibilities share it. */
  String canonical() {
    return party == null ? "*" : "=" + party;
  }
}
