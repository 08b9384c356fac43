package org.bricscodes.tlog;

import java.util.List;
import java.util.Optional;

/**
 * What an audit saw.
 *
 * @param checkpoint the verified checkpoint audited; empty if it did not verify
 * @param entries entries recomputed
 * @param findings everything wrong, at most 100; empty means the log is sound
 */
public record AuditReport(
    Optional<SignedCheckpoint> checkpoint, long entries, List<AuditFinding> findings) {

  public AuditReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing was found. */
  public boolean isSound() {
    return checkpoint.isPresent() && findings.isEmpty();
  }
}
