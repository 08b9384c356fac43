package org.bricscodes.tlog;

import java.util.List;

/**
 * One thing an audit found wrong.
 *
 * @param kind what rule is broken
 * @param where resource path, or entry index
 * @param message what is there, and what would be right
 * @param evidence signed notes that contradict each other, to be kept; else empty
 */
public record AuditFinding(Kind kind, String where, String message, List<String> evidence) {

  public AuditFinding {
    evidence = List.copyOf(evidence);
  }

  AuditFinding(Kind kind, String where, String message) {
    this(kind, where, message, List.of());
  }

  /** The rule broken. */
  public enum Kind {
    /** The checkpoint is missing, unreadable, of another origin or not signed by the pinned key. */
    CHECKPOINT,
    /** A resource the checkpoint promises is missing. */
    MISSING,
    /** A resource could not be read: an outage rather than evidence. */
    UNREADABLE,
    /** An entry bundle holds too few or too many entries, or is cut short. */
    BUNDLE,
    /** A tile does not hold the hashes of the entries or tiles below it. */
    TILE,
    /** A stored partial is not a prefix of its full tile or bundle. */
    PARTIAL,
    /** The entries do not hash to the signed root. */
    ROOT,
    /** The log shrank below an earlier signed checkpoint. */
    SHRUNK,
    /** Two signed checkpoints of the same size have different roots. */
    EQUIVOCATION,
    /** The log does not extend an earlier signed checkpoint. */
    INCONSISTENT,
    /** An entry is not the commitment to the event stored for it. */
    COMMITMENT
  }

  @Override
  public String toString() {
    return where + ": " + message;
  }
}
