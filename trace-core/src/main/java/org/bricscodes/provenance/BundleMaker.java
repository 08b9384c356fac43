package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/**
 * Makes proof bundles under the published checkpoint, cosigned as the log's policy asks; or, while
 * that does not cover all events of a code yet, under the newest that the log signed, with whatever
 * cosignatures it has. An event that no checkpoint covers yet is left out, so what is in a bundle
 * is proven; an anchor goes in only once its ledger called it final and it covers at least one of
 * the events.
 *
 * <p>Safe for use from any thread; blocks on the log's files and the store.
 */
public final class BundleMaker {

  private final TransparencyLog log;
  private final WitnessedLog witnessed;
  private final Anchors anchors;
  private final Map<LedgerId, String> trust;

  /**
   * @param witnessed the checkpoints of {@code log}
   * @param trust by ledger, what its receipts are checked under, empty where a node has to be
   *     asked; others are left out. May grow meanwhile
   */
  public BundleMaker(
      TransparencyLog log, WitnessedLog witnessed, Anchors anchors, Map<LedgerId, String> trust) {
    this.log = log;
    this.witnessed = witnessed;
    this.anchors = anchors;
    this.trust = trust;
  }

  /**
   * The bundle of a code's past, every event whole.
   *
   * @param code canonical Digital Link, with the lot if it is known
   */
  public ProofBundle of(String code, Trace trace) {
    return of(code, trace, Disclosure.PUBLIC, recorded -> true);
  }

  /**
   * The bundle of a code's past, for somebody.
   *
   * <p>An event of log entry version 1 has no parts, and goes in whole: it was recorded when
   * whoever might open the page could read all of it.
   *
   * @param code canonical Digital Link, with the lot if it is known
   * @param disclosure what is shown of events that are not shown whole
   * @param whole which are
   */
  public ProofBundle of(
      String code, Trace trace, Disclosure disclosure, Predicate<RecordedEvent> whole) {
    SignedCheckpoint checkpoint = witnessed.covering(logged(trace, witnessed.newest().size()));
    List<ProofBundle.Entry> events = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    for (TracedEvent traced : trace.events()) {
      long index = traced.recorded().sequence();
      if (index < checkpoint.size()) {
        List<Digest> path = log.inclusion(index, checkpoint.size()).path();
        RecordedEvent recorded = traced.recorded();
        boolean isPart = recorded.entryVersion() > 1 && !whole.test(recorded);
        EventPart part = isPart ? disclosure.of(recorded, traced.event(), trace.subjects()) : null;
        events.add(new ProofBundle.Entry(recorded, path, part));
        indices.add(index);
      }
    }
    return new ProofBundle(
        code,
        log.verifierKey().toString(),
        checkpoint.note().toString(),
        witnesses(checkpoint),
        events,
        anchored(indices, checkpoint));
  }

  /** How many entries a checkpoint must have to prove what of a past is in the log at all. */
  public static long logged(Trace trace, long size) {
    return trace.events().stream()
        .mapToLong(traced -> traced.recorded().sequence() + 1)
        .filter(needed -> needed <= size)
        .max()
        .orElse(0);
  }

  private static List<String> witnesses(SignedCheckpoint checkpoint) {
    return checkpoint.cosignatures().stream()
        .map(cosignature -> cosignature.key().toString())
        .toList();
  }

  /** The published checkpoint: what the next answer to a query can be proven under. */
  public SignedCheckpoint checkpoint() {
    return witnessed.published();
  }

  /**
   * The bundle of a query's answer. What it says about the query is signed with the log's key, so
   * the events must be all those of the answer among the checkpoint's.
   *
   * @param query its canonical text
   * @param visibility what the asker may see
   * @param checkpoint one of this log
   * @param events by sequence, each once, at most {@link ResultSet#MAX_EVENTS}; all below the
   *     checkpoint's size
   */
  public ResultSet of(
      String query, String visibility, SignedCheckpoint checkpoint, List<RecordedEvent> events) {
    if (events.size() > ResultSet.MAX_EVENTS) {
      throw new IllegalArgumentException("a result set holds 10,000 events at most");
    }
    List<Long> indices = events.stream().map(RecordedEvent::sequence).toList();
    List<Digest> nodes =
        indices.isEmpty() ? List.of() : log.inclusion(indices, checkpoint.size()).nodes();
    String statement = ResultSet.statement(checkpoint.checkpoint(), query, visibility, indices);
    return new ResultSet(
        query,
        visibility,
        log.verifierKey().toString(),
        checkpoint.note().toString(),
        witnesses(checkpoint),
        log.attest(statement).toString(),
        events,
        nodes,
        anchored(indices, checkpoint));
  }

  /** Per ledger the anchor that covers the whole bundle, or else the newest that covers some. */
  private List<ProofBundle.Anchored> anchored(List<Long> indices, SignedCheckpoint checkpoint) {
    List<ProofBundle.Anchored> anchored = new ArrayList<>();
    long oldest = indices.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    long newest = indices.stream().mapToLong(Long::longValue).max().orElse(-1);
    for (Map.Entry<LedgerId, String> ledger : new TreeMap<>(trust).entrySet()) {
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
