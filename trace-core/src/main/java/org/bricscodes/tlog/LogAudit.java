package org.bricscodes.tlog;

import java.util.List;

/**
 * Recomputes a whole log from its entry bundles: every leaf, every tile, every root, and
 * consistency with checkpoints seen earlier.
 *
 * @param source where the log is read from
 * @param log what is pinned about it
 * @param earlier verified checkpoints of the same log held from before: own, anchored, cosigned
 * @param entryCheck further check of every entry
 * @param workers resources fetched at a time, 1 to 64
 */
public record LogAudit(
    LogSource source,
    TrustedLog log,
    List<SignedCheckpoint> earlier,
    EntryCheck entryCheck,
    int workers) {

  public LogAudit {
    earlier = List.copyOf(earlier);
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException("an audit takes 1 to 64 workers");
    }
  }

  /** An audit against nothing but the pinned key. */
  public static LogAudit of(LogSource source, TrustedLog log) {
    return new LogAudit(source, log, List.of(), EntryCheck.NONE, 4);
  }

  /**
   * Runs to the end of the log, or to the first broken bundle, and reports. Never throws for what
   * the log holds; every wait is bounded by the source's timeouts.
   */
  public AuditReport run() {
    return new AuditRun(this).run();
  }
}
