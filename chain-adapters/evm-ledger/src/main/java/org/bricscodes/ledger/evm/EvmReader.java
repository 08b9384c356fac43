package org.bricscodes.ledger.evm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.tlog.Checkpoint;

/**
 * Holds receipts against nodes. Of a receipt with a proof it is asked whether its block stands on
 * the chain, has that transaction at that place, and is final; everything else is computed. Of one
 * without, all of it.
 */
final class EvmReader implements LedgerReader {

  private final Chain chain;
  private final EvmAddress ledger;
  private final FinalityPolicy finality;
  private final int quorum;

  /**
   * @param chain closed with this
   * @param quorum nodes that must call the block final
   */
  EvmReader(Chain chain, EvmAddress ledger, FinalityPolicy finality, int quorum) {
    this.chain = chain;
    this.ledger = ledger;
    this.finality = finality;
    this.quorum = quorum;
  }

  /** Looks once whether the node serves this ledger. */
  void probe(Duration within) throws LedgerException, InterruptedException {
    chain.read(within, node -> Boolean.TRUE);
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    if (!receipt.checkpoint().equals(checkpoint)) {
      return new ReceiptVerdict.Mismatch("the receipt is about another checkpoint");
    }
    try {
      return verify(Inscription.of(receipt), within);
    } catch (IllegalArgumentException e) {
      return unsound(e);
    }
  }

  ReceiptVerdict verify(EventReceipt receipt, EventRecord event, Duration within)
      throws InterruptedException {
    if (!receipt.event().equals(event)) {
      return new ReceiptVerdict.Mismatch("the receipt is about another event");
    }
    try {
      return verify(Inscription.of(receipt), within);
    } catch (IllegalArgumentException e) {
      return unsound(e);
    }
  }

  /**
   * @throws IllegalArgumentException if a part of the claim is not of its form
   */
  private ReceiptVerdict verify(Inscription inscription, Duration within)
      throws InterruptedException {
    Optional<String> fault = inscription.fault(ledger);
    if (fault.isPresent()) {
      return new ReceiptVerdict.Mismatch(fault.get());
    }
    try {
      return chain.read(within, node -> standing(node, inscription, Deadline.in(within)));
    } catch (LedgerException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  private ReceiptVerdict standing(Node node, Inscription claim, Deadline deadline)
      throws RpcException, InterruptedException {
    long settled = finality.progress(node).settled();
    Optional<Header> block = node.header(Node.at(claim.position().block()));
    if (block.isEmpty() || !block.get().hash().equals(claim.blockHash())) {
      return node.receipt(claim.txId().value()).isEmpty()
          ? new ReceiptVerdict.NotFound()
          : new ReceiptVerdict.Mismatch("the transaction stands in another block");
    }
    Optional<String> fault =
        claim.evidence().proves()
            ? placeFault(node, claim, block.get())
            : fault(node, claim, block.get());
    if (fault.isPresent()) {
      return new ReceiptVerdict.Mismatch(fault.get());
    }
    if (claim.position().block() > settled) {
      return new ReceiptVerdict.NotFinal();
    }
    int agreeing =
        chain.agreeing(
            node.endpoint(),
            claim.position().block(),
            claim.blockHash(),
            quorum,
            other -> finality.progress(other).settled(),
            deadline);
    return agreeing < quorum ? new ReceiptVerdict.NotFinal() : new ReceiptVerdict.Valid();
  }

  /**
   * A proof leads to what the transaction at a place had for effect, and not to the transaction:
   * the block says which that is. The time stands in the header, whose hash was compared.
   */
  private static Optional<String> placeFault(Node node, Inscription claim, Header block)
      throws RpcException {
    List<String> transactions = block.transactions();
    if (transactions.isEmpty()) {
      throw RpcException.lost(node.endpoint().name(), "it names no transaction of a block");
    }
    int index = claim.position().tx();
    return index < transactions.size() && transactions.get(index).equals(claim.txId().value())
        ? Optional.empty()
        : Optional.of("another transaction stands at that place of the block");
  }

  /** What the node says otherwise than the claim. */
  private Optional<String> fault(Node node, Inscription claim, Header block)
      throws RpcException, InterruptedException {
    Optional<Receipt> found = node.receipt(claim.txId().value());
    if (found.isEmpty() || !found.get().blockHash().equals(claim.blockHash())) {
      return Optional.of("the block does not hold the transaction");
    }
    Receipt receipt = found.get();
    String publisher = SignedTx.parse(claim.evidence().transaction()).from();
    int log = claim.position().log();
    boolean said =
        receipt.succeeded()
            && receipt.index() == claim.position().tx()
            && log < receipt.logs().size()
            && claim.isSaidBy(receipt.logs().get(log), ledger.contract(), publisher);
    if (!said) {
      return Optional.of("the transaction stands elsewhere, or had another effect");
    }
    return claim.time().equals(Optional.of(block.time()))
        ? Optional.empty()
        : Optional.of("the time is not the block's");
  }

  private static ReceiptVerdict unsound(IllegalArgumentException e) {
    return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
  }

  @Override
  public void close() {
    chain.close();
  }
}
