package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.tlog.ConsistencyProof;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.jspecify.annotations.Nullable;

/**
 * Checks the anchors of a bundle. Whoever makes a file writes its receipts and what they are to be
 * checked under, so the file's own word for the latter is taken only where it is one key, which can
 * be compared; a block's hash or an authority that comes with the receipt proves nothing. What
 * nobody can check under these rules is told as unchecked, and does not make the file fail.
 */
final class AnchorChecks {

  private final LedgerProviders ledgers;
  private final BundlePins pins;
  private final AnchorReader nodes;

  AnchorChecks(LedgerProviders ledgers, BundlePins pins, AnchorReader nodes) {
    this.ledgers = ledgers;
    this.pins = pins;
    this.nodes = nodes;
  }

  /** What a receipt is checked under; empty if nothing is to be had. */
  private record Under(String trust, boolean pinned) {}

  /**
   * @param indices of the events in the bundle
   */
  List<BundleCheck.ProvenAnchor> proven(
      List<RawAnchor> raws, TrustedLog log, SignedCheckpoint checkpoint, Set<Long> indices)
      throws BundleFault {
    List<BundleCheck.ProvenAnchor> anchors = new ArrayList<>();
    for (int i = 0; i < raws.size(); i++) {
      anchors.add(proven(raws.get(i), log, checkpoint, indices, "/anchors/" + i));
    }
    return anchors;
  }

  private BundleCheck.ProvenAnchor proven(
      RawAnchor raw, TrustedLog log, SignedCheckpoint checkpoint, Set<Long> indices, String at)
      throws BundleFault {
    AnchorReceipt receipt;
    SignedCheckpoint anchored;
    try {
      receipt = AnchorReceipt.parse(raw.receipt().getBytes(StandardCharsets.UTF_8));
      anchored =
          new TrustedLog(log.origin(), log.keys(), List.of(), 0).verify(receipt.anchor().bytes());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/receipt", PartChecks.text(e));
    }
    Under under = under(raw, receipt.ledger());
    boolean offline = holdsByItself(receipt, anchored, under.trust(), at);
    BundleCheck.ProvenPublisher publisher = publisher(receipt, under, at);
    String node = borneOutBy(receipt, anchored, under.trust(), at);
    try {
      new ConsistencyProof(anchored.size(), checkpoint.size(), raw.consistency())
          .verify(anchored.root(), checkpoint.root());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/consistency", PartChecks.text(e));
    }
    long covered = indices.stream().filter(index -> index < anchored.size()).count();
    return new BundleCheck.ProvenAnchor(
        receipt.ledger().toString(),
        under.trust(),
        under.pinned(),
        anchored.size(),
        receipt.time().orElse(null),
        Math.toIntExact(covered),
        offline,
        node,
        publisher);
  }

  private Under under(RawAnchor raw, LedgerId ledger) {
    String pinned = pins.trust().getOrDefault(ledger.toString(), "");
    if (!pinned.isEmpty()) {
      return new Under(pinned, true);
    }
    boolean comparable =
        ledgers.adapterOf(ledger).filter(LedgerProvider::isTrustOneKey).isPresent();
    return new Under(comparable ? raw.trust() : "", false);
  }

  /**
   * Who published the anchor, if that is one the verifier allows. It is what the receipt says, and
   * holds as far as that was checked.
   */
  private BundleCheck.@Nullable ProvenPublisher publisher(
      AnchorReceipt receipt, Under under, String at) throws BundleFault {
    LedgerId ledger = receipt.ledger();
    Optional<String> publisher =
        ledgers.adapterOf(ledger).flatMap(adapter -> adapter.publisher(receipt));
    Optional<List<String>> allowed =
        Stream.of(ledger.toString(), ledger.namespace(), "")
            .map(name -> pins.publishers().getOrDefault(name, List.of()))
            .filter(named -> !named.isEmpty())
            .findFirst();
    if (allowed.isPresent() && !isAmong(allowed.get(), publisher, ledger, at)) {
      String said =
          publisher.map(id -> "was published by " + id).orElse("does not say who published it");
      throw BundleFault.unproven(
          at + "/receipt", said + ", pinned is " + String.join(" or ", allowed.get()));
    }
    if (publisher.isEmpty()) {
      return null;
    }
    String id = publisher.get();
    // Trust that a receipt is held against may name the publisher: then that is pinned with it.
    return new BundleCheck.ProvenPublisher(
        id, allowed.isPresent() || (under.pinned() && under.trust().contains(id)));
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a receipt may not say
  private boolean isAmong(
      List<String> allowed, Optional<String> publisher, LedgerId ledger, String at)
      throws BundleFault {
    Optional<LedgerProvider> adapter = ledgers.adapterOf(ledger);
    boolean found = false;
    for (String text : allowed) {
      try {
        String id = adapter.isPresent() ? adapter.get().publisherOf(text) : text;
        found |= publisher.isPresent() && publisher.get().equals(id);
      } catch (LedgerException e) {
        throw BundleFault.unreadable(
            at + "/receipt",
            "is of "
                + ledger
                + ", and the publisher pinned for it cannot be used: "
                + e.getMessage());
      }
    }
    return found;
  }

  /** Asks the node the verifier named, if any; returns it when it bears the receipt out. */
  private @Nullable String borneOutBy(
      AnchorReceipt receipt, SignedCheckpoint anchored, String trust, String at)
      throws BundleFault {
    Optional<AnchorReader.Answer> answer = nodes.ask(receipt, anchored.checkpoint(), trust);
    if (answer.isEmpty()) {
      return null;
    }
    String node = answer.get().node();
    return switch (answer.get().verdict()) {
      case ReceiptVerdict.Valid _ -> node;
      case ReceiptVerdict.Mismatch(String reason) ->
          throw BundleFault.unproven(at + "/receipt", node + " does not bear it out: " + reason);
      case ReceiptVerdict.NotFound _ ->
          throw BundleFault.unproven(at + "/receipt", node + " does not know the transaction");
      case ReceiptVerdict.NotFinal _ ->
          throw BundleFault.unproven(at + "/receipt", node + " does not call it final");
      case ReceiptVerdict.Unreachable(String reason) ->
          throw BundleFault.unreadable(at + "/receipt", node + " could not be asked: " + reason);
    };
  }

  /**
   * Whether the receipt can be checked by itself; if it can, it holds. Without anything it may be
   * checked under it cannot.
   */
  private boolean holdsByItself(
      AnchorReceipt receipt, SignedCheckpoint anchored, String trust, String at)
      throws BundleFault {
    if (trust.isEmpty()) {
      return false;
    }
    Optional<ReceiptVerifier> verifier;
    try {
      verifier = ledgers.offlineVerifier(receipt.ledger(), trust);
    } catch (LedgerException | IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/trust", PartChecks.text(e));
    }
    if (verifier.isEmpty()) {
      return false;
    }
    return switch (verifier.get().verify(receipt, anchored.checkpoint())) {
      case ReceiptVerdict.Valid _ -> true;
      case ReceiptVerdict.Mismatch mismatch ->
          throw BundleFault.unproven(at + "/receipt", mismatch.reason());
      case ReceiptVerdict.NotFound _, ReceiptVerdict.NotFinal _, ReceiptVerdict.Unreachable _ ->
          throw BundleFault.unproven(at + "/receipt", "cannot be checked off-line");
    };
  }
}
