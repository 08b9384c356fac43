package org.bricscodes.ledger.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.InclusionProof;
import org.bricscodes.tlog.KeyType;
import org.bricscodes.tlog.MerkleTree;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TlogProof;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/**
 * Makes and checks the receipts of the ledger with one key. The evidence is text: the second log's
 * verifier key and a newline, then a {@code .tlog-proof} (c2sp.org/tlog-proof, version 1) of the
 * entry, without an extra line, under that log's signed checkpoint.
 *
 * <p>Every byte of a receipt is either repeated from something proven or part of the proof, and
 * only canonical forms are taken, so a receipt that differs anywhere is refused.
 */
final class DirectoryReceipts implements ReceiptVerifier {

  static final String ADAPTER = "directory/1";

  private final VerifierKey key;

  DirectoryReceipts(VerifierKey key) {
    if (key.type() != KeyType.ED25519) {
      throw new IllegalArgumentException("a log is pinned by a key of type Ed25519");
    }
    this.key = key;
  }

  static LedgerId ledgerId(VerifierKey key) {
    String text = key.toString();
    // name+keyid: both halves end at a '+', and neither the name nor the id holds one.
    return new LedgerId(
        DirectoryLedgerProvider.ID, text.substring(0, text.indexOf('+', text.indexOf('+') + 1)));
  }

  static TxId txId(Content content) {
    return new TxId(Digest.sha256(content.bytes()).toString());
  }

  static Position position(long index, byte[] entry) {
    return new Position(index, 0, 0, MerkleTree.leafHash(entry).toString());
  }

  AnchorReceipt receipt(Anchor anchor, InclusionProof proof, SignedCheckpoint checkpoint) {
    return new AnchorReceipt(
        ledgerId(key),
        ADAPTER,
        txId(anchor),
        position(proof.index(), anchor.bytes()),
        Optional.empty(),
        anchor,
        evidence(proof, checkpoint));
  }

  EventReceipt receipt(EventRecord event, InclusionProof proof, SignedCheckpoint checkpoint) {
    return new EventReceipt(
        ledgerId(key),
        ADAPTER,
        txId(event),
        position(proof.index(), event.bytes()),
        Optional.empty(),
        event,
        evidence(proof, checkpoint));
  }

  private byte[] evidence(InclusionProof proof, SignedCheckpoint checkpoint) {
    return (key + "\n" + TlogProof.of(proof, checkpoint)).getBytes(StandardCharsets.UTF_8);
  }

  /** What both kinds of receipt say besides what they are about. */
  private record Claim(
      LedgerId ledger, String adapter, TxId txId, Position position, Optional<Instant> time) {}

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint) {
    return receipt.checkpoint().equals(checkpoint)
        ? verdict(
            new Claim(
                receipt.ledger(),
                receipt.adapter(),
                receipt.txId(),
                receipt.position(),
                receipt.time()),
            receipt.evidence(),
            receipt.anchor())
        : new ReceiptVerdict.Mismatch("the receipt is about another checkpoint");
  }

  ReceiptVerdict verify(EventReceipt receipt, EventRecord event) {
    return receipt.event().equals(event)
        ? verdict(
            new Claim(
                receipt.ledger(),
                receipt.adapter(),
                receipt.txId(),
                receipt.position(),
                receipt.time()),
            receipt.evidence(),
            event)
        : new ReceiptVerdict.Mismatch("the receipt is about another event");
  }

  private ReceiptVerdict verdict(Claim claim, byte[] evidence, Content content) {
    try {
      return firstFault(claim, evidence, content)
          .<ReceiptVerdict>map(ReceiptVerdict.Mismatch::new)
          .orElseGet(ReceiptVerdict.Valid::new);
    } catch (TlogException | IllegalArgumentException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
  }

  private Optional<String> firstFault(Claim claim, byte[] evidence, Content content) {
    byte[] entry = content.bytes();
    if (!claim.adapter().equals(ADAPTER) || claim.time().isPresent()) {
      return Optional.of("this is no receipt of form " + ADAPTER);
    }
    if (!claim.ledger().equals(ledgerId(key))) {
      return Optional.of("the receipt is of " + claim.ledger() + ", pinned is " + ledgerId(key));
    }
    if (!claim.txId().equals(txId(content))) {
      return Optional.of("the transaction id is not the SHA-256 of the content");
    }
    TlogProof proof = proof(evidence);
    if (!claim.position().equals(position(proof.index(), entry))) {
      return Optional.of("the position is not that of the proof");
    }
    proof.verify(MerkleTree.leafHash(entry), TrustedLog.of(key));
    return Optional.empty();
  }

  /** The second log's checkpoint a receipt that holds was made under. */
  Checkpoint provenUnder(AnchorReceipt receipt) {
    return TrustedLog.of(key).verify(proof(receipt.evidence()).checkpoint()).checkpoint();
  }

  /** The key that evidence names, before anything is proven of it. */
  static Optional<String> keyIn(byte[] evidence) {
    String text = new String(evidence, StandardCharsets.UTF_8);
    try {
      return Optional.of(VerifierKey.parse(text.substring(0, text.indexOf('\n'))).toString());
    } catch (TlogException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private TlogProof proof(byte[] evidence) {
    String text = new String(evidence, StandardCharsets.UTF_8);
    String head = key + "\n";
    if (!text.startsWith(head)) {
      throw new IllegalArgumentException("the receipt names another key than the pinned one");
    }
    TlogProof proof = TlogProof.parse(text.substring(head.length()));
    boolean canonical = (head + proof).equals(text) && proof.extra().isEmpty();
    if (!canonical || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), evidence)) {
      throw new IllegalArgumentException("the proof is not in canonical form");
    }
    if (proof.checkpoint().signatures().size() != 1) {
      throw new IllegalArgumentException("the checkpoint carries the log's own signature only");
    }
    return proof;
  }
}
