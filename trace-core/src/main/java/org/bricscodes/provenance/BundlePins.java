package org.bricscodes.provenance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.tlog.TrustPolicy;

/**
 * What a verifier brings along, and takes from nobody's file.
 *
 * @param logKeys verifier keys of the log; empty: take the file's, and say so
 * @param witnesses cosignature keys of witnesses
 * @param quorum how many of {@code witnesses} must have cosigned
 * @param policy must be met; its logs and witnesses are pinned like those above
 * @param trust by ledger id, what its receipts are checked under; a ledger that is not listed is
 *     checked under the file's if that is one key, and that is said, else not at all
 * @param publishers who may have published the anchors of a ledger: by its id, by the name before
 *     its colon, or under the empty name for every ledger not listed otherwise; nobody else may
 */
public record BundlePins(
    List<String> logKeys,
    List<String> witnesses,
    int quorum,
    Optional<TrustPolicy> policy,
    Map<String, String> trust,
    Map<String, List<String>> publishers) {

  /** Nothing is pinned: the file is checked against itself and against whom it names. */
  public static final BundlePins NONE =
      new BundlePins(List.of(), List.of(), 0, Optional.empty(), Map.of(), Map.of());

  public BundlePins {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    trust = Map.copyOf(trust);
    publishers = Map.copyOf(publishers);
  }
}
