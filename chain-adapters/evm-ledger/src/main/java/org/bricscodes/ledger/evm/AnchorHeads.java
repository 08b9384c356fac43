package org.bricscodes.ledger.evm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Checkpoint;

/** What the contract holds of one publisher's logs. */
final class AnchorHeads {

  private final EvmAddress address;
  private final String publisher;

  AnchorHeads(EvmAddress address, String publisher) {
    this.address = address;
    this.publisher = publisher;
  }

  /** The largest checkpoint of a log as of a block, with the transaction that put it there. */
  Optional<AnchoredHead> at(Node node, String origin, long block)
      throws RpcException, InterruptedException {
    Optional<AnchorAbi.Head> found = held(node, origin, Node.at(block));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    AnchorAbi.Head head = found.get();
    List<EventLog> logs = logs(node, origin, head);
    if (logs.isEmpty()) {
      throw RpcException.lost(node.endpoint().name(), "it lost the event of a head it has");
    }
    TxId txId = new TxId(logs.getFirst().transaction());
    Receipt receipt =
        node.receipt(txId.value())
            .orElseThrow(
                () -> RpcException.lost(node.endpoint().name(), "it lost the receipt of a head"));
    return Optional.of(
        new AnchoredHead(
            Checkpoint.of(origin, head.size(), head.root()),
            txId,
            Attempts.position(receipt, receipt.indexOf(logs.getFirst()))));
  }

  /**
   * The transaction by which this very anchor stands there already, in the newest block or before:
   * then nothing has to be sent or paid. Empty if it does not, and where the checkpoint stands
   * there under another note, of which the chain holds no more than the hash; said again, it is no
   * change.
   *
   * @param call what puts it there
   * @throws LedgerException.Refused if what stands there is larger, or another root of this size
   */
  Optional<Prepared> standing(Node node, Anchor anchor, Call call)
      throws LedgerException, RpcException, InterruptedException {
    Checkpoint checkpoint = anchor.checkpoint();
    Optional<AnchorAbi.Head> head = held(node, checkpoint.origin(), Node.LATEST);
    if (head.isEmpty() || head.get().size() < checkpoint.size()) {
      return Optional.empty();
    }
    if (head.get().size() > checkpoint.size()) {
      throw refusal(Revert.STALE_HEAD);
    }
    if (!head.get().root().equals(checkpoint.root())) {
      throw refusal(Revert.CONTRADICTION);
    }
    for (EventLog log : logs(node, checkpoint.origin(), head.get())) {
      if (AnchorAbi.says(log, address.contract(), publisher, anchor)) {
        return node.transaction(log.transaction())
            .flatMap(told -> SignedTx.of(told, address.chainId()))
            .filter(tx -> tx.from().equals(publisher) && tx.to().equals(call.to()))
            .filter(tx -> Arrays.equals(tx.input(), call.input()))
            .map(
                tx ->
                    new Prepared(address.id(), new TxId(tx.hash()), anchor, tx.raw(), tx.terms()));
      }
    }
    return Optional.empty();
  }

  private Optional<AnchorAbi.Head> held(Node node, String origin, String tag)
      throws RpcException, InterruptedException {
    byte[] asked = AnchorAbi.head(publisher, origin);
    byte[] answer = node.ask(publisher, address.contract(), asked, tag);
    if (answer.length == 0) {
      return Optional.empty(); // the contract was not there yet
    }
    try {
      return Optional.of(AnchorAbi.head(answer)).filter(head -> head.size() > 0);
    } catch (IllegalArgumentException e) {
      throw RpcException.lost(node.endpoint().name(), String.valueOf(e.getMessage()));
    }
  }

  private List<EventLog> logs(Node node, String origin, AnchorAbi.Head head)
      throws RpcException, InterruptedException {
    return node.logs(
        head.block(), address.contract(), AnchorAbi.topics(publisher, origin, head.size()));
  }

  private static LedgerException refusal(Revert revert) {
    return revert.fault().because(revert.meaning());
  }
}
