package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.FinalAnchor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.provenance.LogStatus;

/**
 * How far log and anchors have come. What is final stays so, therefore a reading of the ledgers
 * that is a second old can only say too little.
 */
final class LogProgress implements LogStatus {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final ShownLog log;
  private final LoadingCache<String, Map<String, Long>> finals;

  LogProgress(ShownLog log, Anchors anchors) {
    this.log = log;
    this.finals = Caffeine.newBuilder().expireAfterWrite(FRESH).build(key -> finalSizes(anchors));
  }

  @Override
  public long published() {
    return log.published();
  }

  @Override
  public List<String> anchored(long sequence) {
    List<String> covering = new ArrayList<>();
    finals
        .get("")
        .forEach(
            (ledger, size) -> {
              if (sequence < size) {
                covering.add(ledger);
              }
            });
    return covering;
  }

  /** By ledger, the size of the log at its newest final anchor. */
  Map<String, Long> finalSizes() {
    return finals.get("");
  }

  private static Map<String, Long> finalSizes(Anchors anchors) {
    Map<String, Long> sizes = new TreeMap<>();
    for (LedgerId ledger : anchors.ledgers()) {
      sizes.put(ledger.toString(), anchors.latest(ledger).map(FinalAnchor::size).orElse(0L));
    }
    return sizes;
  }
}
