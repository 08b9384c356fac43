package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TransparencyLog;

/**
 * Makes proof bundles under the newest published checkpoint. An event that no checkpoint covers yet
 * is left out, so what is in a bundle is proven; an anchor goes in only once its ledger called it
 * final and it covers at least one of the events.
 *
 * <p>Safe for use from any thread; blocks on the log's files and the store.
 */
public final class BundleMaker {

  private final TransparencyLog log;
  private final Anchors anchors;
  private final SortedMap<LedgerId, String> trust;

  /**
   * @param trust by ledger, what its receipts are checked under; others are left out
   */
  public BundleMaker(TransparencyLog log, Anchors anchors, Map<LedgerId, String> trust) {
    this.log = log;
    this.anchors = anchors;
    this.trust = Collections.unmodifiableSortedMap(new TreeMap<>(trust));
  }

  /**
   * The bundle of a code's past.
   *
   * @param code canonical Digital Link, with the lot if it is known
   */
  public ProofBundle of(String code, Trace trace) {
    SignedCheckpoint checkpoint = log.checkpoint();
    List<ProofBundle.Entry> events = new ArrayList<>();
    long newest = -1;
    for (TracedEvent traced : trace.events()) {
      long index = traced.recorded().sequence();
      if (index < checkpoint.size()) {
        List<Digest> path = log.inclusion(index, checkpoint.size()).path();
        events.add(new ProofBundle.Entry(traced.recorded(), path));
        newest = Math.max(newest, index);
      }
    }
    return new ProofBundle(
        code,
        log.verifierKey().toString(),
        checkpoint.note().toString(),
        events,
        anchored(events, newest, checkpoint));
  }

  /** Per ledger the anchor that covers the whole bundle, or else the newest that covers some. */
  private List<ProofBundle.Anchored> anchored(
      List<ProofBundle.Entry> events, long newest, SignedCheckpoint checkpoint) {
    List<ProofBundle.Anchored> anchored = new ArrayList<>();
    long oldest =
        events.stream()
            .mapToLong(entry -> entry.recorded().sequence())
            .min()
            .orElse(Long.MAX_VALUE);
    for (Map.Entry<LedgerId, String> ledger : trust.entrySet()) {
      receipt(ledger.getKey(), oldest, newest, checkpoint.size())
          .ifPresent(
              receipt ->
                  anchored.add(
                      new ProofBundle.Anchored(
                          ledger.getValue(),
                          receipt,
                          log.consistency(receipt.checkpoint().size(), checkpoint.size()).path())));
    }
    return anchored;
  }

  private Optional<AnchorReceipt> receipt(LedgerId ledger, long oldest, long newest, long size) {
    return anchors
        .covering(ledger, newest + 1)
        .filter(anchor -> anchor.size() <= size)
        .or(() -> anchors.finals(ledger, size + 1, 1).stream().findFirst())
        .filter(anchor -> anchor.size() > oldest)
        .flatMap(anchor -> anchors.receipt(ledger, anchor.txId()));
  }
}
