package org.bricscodes.ledger.xinghuo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.xinghuo.Executed.Signature;
import org.bricscodes.ledger.xinghuo.Nodes.Sight;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.TlogException;

/**
 * Reads an anchor again, without any key, and from every node: one node may lie, and one honest
 * node beside it shows that. A receipt holds when at least one node bears it out and no node that
 * has reached its block says otherwise.
 */
final class Verification {

  private final Chain chain;
  private final Nodes nodes;

  Verification(Chain chain, Nodes nodes) {
    this.chain = chain;
    this.nodes = nodes;
  }

  private enum Stance {
    BORNE_OUT,
    UNKNOWN_THERE,
    CONTRADICTED,
    BEHIND,
    SILENT
  }

  private record Testimony(Stance stance, String reason) {}

  ReceiptVerdict verify(ReceiptFacts receipt, Content content, Deadline deadline)
      throws InterruptedException {
    Evidence evidence;
    try {
      evidence = receipt.check(content, chain);
    } catch (IllegalArgumentException | TlogException e) {
      return new ReceiptVerdict.Mismatch("the receipt does not hold: " + e.getMessage());
    }
    List<Testimony> all = new ArrayList<>();
    for (Sight sight : nodes.lookAtAll(deadline)) {
      all.add(testimony(sight, evidence, deadline));
    }
    return verdict(all);
  }

  private static ReceiptVerdict verdict(List<Testimony> all) {
    boolean borneOut = has(all, Stance.BORNE_OUT);
    boolean unknown = has(all, Stance.UNKNOWN_THERE);
    if (has(all, Stance.CONTRADICTED) || (borneOut && unknown)) {
      return new ReceiptVerdict.Mismatch(
          (borneOut ? "the nodes disagree: " : "")
              + reasons(all, Stance.CONTRADICTED, Stance.UNKNOWN_THERE));
    }
    if (borneOut) {
      return new ReceiptVerdict.Valid();
    }
    return unknown
        ? new ReceiptVerdict.NotFound()
        : new ReceiptVerdict.Unreachable(reasons(all, Stance.BEHIND, Stance.SILENT));
  }

  private Testimony testimony(Sight sight, Evidence evidence, Deadline deadline)
      throws InterruptedException {
    if (sight.head().isEmpty()) {
      return new Testimony(Stance.SILENT, sight.trouble());
    }
    Node node = sight.node();
    if (sight.height() < evidence.header().seq()) {
      return new Testimony(
          Stance.BEHIND, node.name() + " has not reached block " + evidence.header().seq());
    }
    try {
      return testimony(node, evidence, deadline);
    } catch (NodeFailure e) {
      return new Testimony(Stance.SILENT, String.valueOf(e.getMessage()));
    }
  }

  private static Testimony testimony(Node node, Evidence evidence, Deadline deadline)
      throws NodeFailure, InterruptedException {
    LedgerHeader header = evidence.header();
    Optional<LedgerHeader> block = node.header(header.seq(), deadline);
    if (block.isEmpty() || !block.get().equals(header)) {
      return new Testimony(Stance.CONTRADICTED, node.name() + " has another block " + header.seq());
    }
    Digest hash = Digest.parseHex(evidence.signed().txId().value());
    Optional<Executed> executed = node.executed(hash, deadline);
    if (executed.isEmpty()) {
      return new Testimony(Stance.UNKNOWN_THERE, node.name() + " does not know the transaction");
    }
    Executed found = executed.get();
    if (!found.succeeded()) {
      return new Testimony(
          Stance.CONTRADICTED,
          node.name() + " says it was executed without effect, code " + found.errorCode());
    }
    SignedBlob signed = evidence.signed();
    boolean same =
        found.ledgerSeq() == header.seq()
            && found.closeTime() == header.closeTime()
            && found.signatures().contains(new Signature(signed.publicKey(), signed.signature()));
    return same
        ? new Testimony(Stance.BORNE_OUT, "")
        : new Testimony(
            Stance.CONTRADICTED, node.name() + " has it in another block or signed otherwise");
  }

  private static boolean has(List<Testimony> all, Stance stance) {
    return all.stream().anyMatch(testimony -> testimony.stance() == stance);
  }

  private static String reasons(List<Testimony> all, Stance... stances) {
    return String.join(
        "; ",
        all.stream()
            .filter(testimony -> List.of(stances).contains(testimony.stance()))
            .map(Testimony::reason)
            .toList());
  }
}
