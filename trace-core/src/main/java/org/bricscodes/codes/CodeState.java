package org.bricscodes.codes;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  public static final CodeState ISSUED = new CodeState(Status.ORDERED, null, null, null);

  /** From the beginning to the end: the later one prevails where item and batch differ. */
  public enum Status {
    /** Issued; nothing more is known of it. */
    ORDERED,
    /** On a label. */
    PRINTED,
    /** On a product. */
    APPLIED,
    /** On a product that is released for sale. */
    ACTIVE,
    /** Handed to its consumer. */
    SOLD,
    /** To be returned; can be lifted. */
    RECALLED,
    /** Never to be used: a spoiled label, a stolen roll. Final. */
    VOID;

    /**
     * The statuses that may follow this one. Stages before {@link #ACTIVE} may be left out, since
     * not everybody reports them, but are never gone back to.
     */
    public Set<Status> successors() {
      return switch (this) {
        case ORDERED -> Set.of(PRINTED, APPLIED, ACTIVE, SOLD, RECALLED, VOID);
        case PRINTED -> Set.of(APPLIED, ACTIVE, SOLD, RECALLED, VOID);
        case APPLIED -> Set.of(ACTIVE, SOLD, RECALLED, VOID);
        case ACTIVE -> Set.of(SOLD, RECALLED, VOID);
        case SOLD -> Set.of(ACTIVE, RECALLED, VOID);
        case RECALLED -> Set.of(ACTIVE, VOID);
        case VOID -> Set.of();
      };
    }

    /** The word on the wire: {@code ordered}, {@code printed} and so on. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #word}; exact. */
    public static Optional<Status> of(String word) {
      return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
    }
  }

  /** This or {@code other}, whichever has gone further; this one if they are equal. */
  public CodeState graver(CodeState other) {
    return other.status.compareTo(status) > 0 ? other : this;
  }
}
