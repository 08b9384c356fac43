package org.bricscodes.ledger.evm;

import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;

/** Makes receipts, and does not hand out one that does not hold. */
final class ReceiptMaker {

  private final EvmAddress ledger;
  private final EvmSettings.Evidence kind;

  ReceiptMaker(EvmAddress ledger, EvmSettings.Evidence kind) {
    this.ledger = ledger;
    this.kind = kind;
  }

  /**
   * The claim that a transaction stands finally where it stands, with its evidence.
   *
   * @throws LedgerException.Unavailable if the node cannot give what the evidence is made of
   */
  Inscription inscription(Node node, Prepared prepared, SignedTx tx, Position position)
      throws RpcException, LedgerException, InterruptedException {
    Header header =
        node.header(Node.at(position.block()))
            .filter(found -> found.hash().equals("0x" + position.blockHash()))
            .orElseThrow(
                () -> RpcException.lost(node.endpoint().name(), "it lost a block it had just now"));
    Evidence evidence =
        switch (kind) {
          case PROOF -> proof(node, tx, position, header);
          case EXCERPT -> new Evidence(tx.raw(), new byte[0], List.of());
        };
    Inscription inscription =
        new Inscription(
            ledger.id(),
            Inscription.ADAPTER,
            prepared.txId(),
            position,
            Optional.of(header.time()),
            prepared.content(),
            evidence);
    requireSound(node, inscription);
    return inscription;
  }

  private Evidence proof(Node node, SignedTx tx, Position position, Header header)
      throws RpcException, LedgerException, InterruptedException {
    if (!header.isProven()) {
      throw unprovable(node, "the header of block " + header.number());
    }
    List<byte[]> values = node.receipts(header).stream().map(Receipt::trieValue).toList();
    MerklePatricia trie = MerklePatricia.ofList(values);
    if (!Hex.of(trie.root()).equals(header.receiptsRoot())) {
      throw unprovable(node, "the receipts of block " + header.number());
    }
    return new Evidence(tx.raw(), header.rlp(), trie.proof(MerklePatricia.key(position.tx())));
  }

  private void requireSound(Node node, Inscription inscription) throws RpcException {
    Optional<String> fault;
    try {
      fault = inscription.fault(ledger);
    } catch (IllegalArgumentException e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
    }
    if (fault.isPresent()) {
      throw RpcException.lost(
          node.endpoint().name(), "what it says does not prove itself: " + fault.get());
    }
  }

  /** Either the node lies, or its chain hashes things in a way that is not known here. */
  static LedgerException unprovable(Node node, String what) {
    return Fault.UNAVAILABLE.because(
        node.endpoint().name()
            + ": "
            + what
            + " cannot be recomputed from what the node says; if"
            + " the chain is of that kind, set 'receipts' to excerpt");
  }

  /** Whether receipts of this kind can be made of a block. */
  void probe(Node node, Header header) throws RpcException, LedgerException, InterruptedException {
    if (kind == EvmSettings.Evidence.PROOF) {
      if (!header.isProven()) {
        throw unprovable(node, "the header of block " + header.number());
      }
      var _ = node.receipts(header);
    }
  }
}
