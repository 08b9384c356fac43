package org.bricscodes.codes;

import java.time.Instant;

/**
 * A code made elsewhere, and what it stands for here.
 *
 * @param owner who registered it
 * @param registered when, to the microsecond
 */
public record Alias(AliasCode code, AliasTarget target, String owner, Instant registered) {

  /** Whether both say the same, whoever says it and when. */
  boolean says(Alias other) {
    return code.equals(other.code) && target.equals(other.target);
  }
}
