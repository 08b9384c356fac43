package org.bricscodes.provenance;

import java.time.Instant;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeState;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a scan.
 *
 * @param code the scanned link, canonical, lot included where one was scanned
 * @param lot what the code is of: the one it was issued or registered for, or else as scanned; null
 *     if none is known
 * @param verdict what is told first
 * @param reason the fact behind the verdict that the word does not say: what is malformed, who
 *     recalled and when, why it was voided
 * @param batch what we issued the code for; null unless we did
 * @param state what became of the code; null unless we issued it
 * @param journey empty where the code is not ours, so that a forgery borrows no credibility
 * @param trace the events behind the journey, for a proof bundle
 * @param asOf when this was put together
 */
public record Provenance(
    String code,
    @Nullable String lot,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable Batch batch,
    @Nullable CodeState state,
    Journey journey,
    Trace trace,
    Instant asOf) {

  /** The party whose recall the verdict tells of; null unless it tells of one. */
  public @Nullable String recalledBy() {
    if (verdict != Verdict.RECALLED) {
      return null;
    }
    if (reason instanceof Reason.Recalled recalled) {
      return recalled.party();
    }
    String by = state == null ? null : state.by();
    return by == null && batch != null ? batch.owner() : by;
  }
}
