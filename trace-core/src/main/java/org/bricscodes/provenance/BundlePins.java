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
 *     checked under the file's, and that is said
 */
public record BundlePins(
    List<String> logKeys,
    List<String> witnesses,
    int quorum,
    Optional<TrustPolicy> policy,
    Map<String, String> trust) {

  /** Nothing is pinned: the file is checked against itself and against whom it names. */
  public static final BundlePins NONE =
      new BundlePins(List.of(), List.of(), 0, Optional.empty(), Map.of());

  public BundlePins {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    trust = Map.copyOf(trust);
  }
}
