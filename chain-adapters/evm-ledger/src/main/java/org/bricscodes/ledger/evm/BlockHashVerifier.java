package org.bricscodes.ledger.evm;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.tlog.Checkpoint;

/**
 * Checks receipts without a node, under the hashes of blocks that the verifier has from a source of
 * its own: {@code blocks:0x…+0x…}, up to 64. Such a hash covers everything in the block; which
 * hashes are the chain's is what only the chain's own consensus can say.
 */
final class BlockHashVerifier implements ReceiptVerifier {

  private static final String PREFIX = "blocks:";
  private static final int MAX_BLOCKS = 64;

  private final Set<String> trusted;

  private BlockHashVerifier(Set<String> trusted) {
    this.trusted = trusted;
  }

  static BlockHashVerifier parse(String trust) throws LedgerException {
    Set<String> hashes = new HashSet<>();
    if (trust.startsWith(PREFIX)) {
      for (String hash : trust.substring(PREFIX.length()).split("[+]", MAX_BLOCKS + 1)) {
        hashes.add(hash);
      }
    }
    if (hashes.isEmpty() || !hashes.stream().allMatch(Hex::isWord)) {
      throw Fault.INVALID_INPUT.because(
          "a receipt of a chain is checked off-line under 'blocks:' and the hashes of up to 64"
              + " blocks, 0x and 64 lower-case digits, joined by '+'; at a node under the hash of"
              + " block 0 alone, or none");
    }
    return new BlockHashVerifier(hashes);
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint) {
    try {
      return fault(receipt, checkpoint)
          .<ReceiptVerdict>map(ReceiptVerdict.Mismatch::new)
          .orElseGet(ReceiptVerdict.Valid::new);
    } catch (IllegalArgumentException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
  }

  private Optional<String> fault(AnchorReceipt receipt, Checkpoint checkpoint) {
    if (!receipt.checkpoint().equals(checkpoint)) {
      return Optional.of("the receipt is about another checkpoint");
    }
    Inscription inscription = Inscription.of(receipt);
    if (!inscription.evidence().proves()) {
      return Optional.of("the receipt carries no proof: a node has to be asked");
    }
    if (!trusted.contains(inscription.blockHash())) {
      return Optional.of("block " + inscription.blockHash() + " is none of those that are trusted");
    }
    return inscription.fault(EvmAddress.of(receipt.ledger()));
  }
}
