package org.bricscodes.codes;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a code or a batch.
 *
 * @param by the party that set it; null, like the rest, while it is as issued
 * @param at when, to the microsecond
 * @param reason in the party's words
 */
public record CodeState(
    Status status, @Nullable String by, @Nullable Instant at, @Nullable String reason) {

  /** As issued. */
  public static final CodeState ISSUED = new CodeState(Status.ACTIVE, null, null, null);

  /** From harmless to final: the later one prevails where item and batch differ. */
  public enum Status {
    /** In use, or about to be. */
    ACTIVE,
    /** Handed to its consumer. */
    SOLD,
    /** To be returned; can be lifted. */
    RECALLED,
    /** Never to be used: a spoiled label, a stolen roll. Final. */
    VOID;

    /** The statuses that may follow this one. */
    public Set<Status> successors() {
      return switch (this) {
        case ACTIVE -> Set.of(SOLD, RECALLED, VOID);
        case SOLD -> Set.of(ACTIVE, RECALLED, VOID);
        case RECALLED -> Set.of(ACTIVE, VOID);
        case VOID -> Set.of();
      };
    }
  }
}
