package org.bricscodes.tlog;

import java.time.Instant;
import java.util.Optional;

/**
 * How a log stands with one witness of its policy.
 *
 * @param name in the policy
 * @param key the witness's
 * @param size of the largest tree it cosigned for this log, as far as known here
 * @param time of that cosignature; empty if there was none
 * @param failures requests that brought no cosignature, since the start
 * @param fault why the last one did not; empty if it did
 */
public record WitnessStatus(
    String name,
    VerifierKey key,
    long size,
    Optional<Instant> time,
    long failures,
    Optional<Fault> fault) {

  /**
   * Why a witness did not cosign.
   *
   * @param reason for people; nothing the witness wrote stands in it unchecked
   */
  public record Fault(Kind kind, String reason) {}

  /** What kind of fault, and with it what to do. */
  public enum Kind {
    /** No answer in time, or none of the protocol: it is tried again. */
    UNREACHABLE,
    /** It refuses: it does not follow this log, or wants less of it. Ask its operator. */
    REFUSED,
    /** Its answer is not what the protocol or its key allows: do not trust it. */
    FALSE,
    /** It knows less of the log than it cosigned before: it lost its memory. */
    FORGOT,
    /** It says that it knows more of this log than there is here: look for a lost state. */
    AHEAD,
    /** It says that it knows another history of this log: the gravest there is. */
    CONTRADICTS
  }
}
