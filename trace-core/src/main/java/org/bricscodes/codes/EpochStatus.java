package org.bricscodes.codes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key that codes were made with.
 *
 * @param epoch the character its serials begin with
 * @param generation 0 for the first key of this character; higher where the character came round
 *     again under a newer master key
 * @param keyId 16 hexadecimal digits that name the epoch's key and reveal nothing of it
 * @param keyHere whether the master key it comes from is here
 * @param firstUse null: before this was recorded
 * @param compromise not null exactly if {@code standing} is {@link Standing#COMPROMISED}
 */
public record EpochStatus(
    KeyEpoch epoch,
    int generation,
    String keyId,
    boolean keyHere,
    @Nullable Instant firstUse,
    Standing standing,
    @Nullable Compromise compromise) {

  /** What it is used for. */
  public enum Standing {
    /** Codes are issued under it. */
    CURRENT,
    /** Its codes are checked; none are issued. */
    RETIRED,
    /** As retired; and others may know it. */
    COMPROMISED
  }
}
