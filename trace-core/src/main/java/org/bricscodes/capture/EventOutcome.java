package org.bricscodes.capture;

import org.jspecify.annotations.Nullable;

/** What became of one event handed to the {@link Recorder}. */
public sealed interface EventOutcome {

  /** The event's identifier: its own, or the one derived from its content. */
  String eventID();

  /** Recorded now, durably. {@code place} is its place in the sequence and in the log. */
  record Recorded(String eventID, Place place) implements EventOutcome {}

  /** The same party had recorded the same content already; nothing was written. */
  record Duplicate(String eventID, Place place) implements EventOutcome {}

  /**
   * The same party had recorded other content under this identifier; nothing was written. What was
   * recorded never changes: correct it by an error declaration or a new event.
   *
   * @param existing null when that other content stands in the same document, which was rolled back
   */
  record Refused(String eventID, @Nullable Place existing) implements EventOutcome {}

  /**
   * Acceptable by itself, but another event of the same document was refused, and all go together.
   */
  record RolledBack(String eventID) implements EventOutcome {}
}
