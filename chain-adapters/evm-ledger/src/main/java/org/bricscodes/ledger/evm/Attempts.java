package org.bricscodes.ledger.evm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;
import org.web3j.crypto.Hash;

/**
 * What became of attempts. All are looked at on one node: first how far the chain is final and
 * which nonces are spent there, then each attempt. One without a receipt whose nonce is spent in a
 * final block can never be executed any more; one whose receipt lies in a block that is not on the
 * chain was taken back. That something is for good, be it final or dead, takes as many nodes as are
 * set ({@code quorum}); fewer are as if none had said so.
 */
final class Attempts {

  private final Chain chain;
  private final EvmAddress address;
  private final EvmSettings settings;

  Attempts(Chain chain, EvmAddress address, EvmSettings settings) {
    this.chain = chain;
    this.address = address;
    this.settings = settings;
  }

  TxView inspect(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    if (open.isEmpty() || open.size() > Capabilities.MAX_ATTEMPTS) {
      throw new IllegalArgumentException("1 to 64 attempts are inspected at once");
    }
    return chain.read(
        within,
        node -> {
          Look look = new Look(node, settings.finality().progress(node), Deadline.in(within));
          List<TxState> states = new ArrayList<>();
          for (Prepared prepared : open) {
            states.add(
                prepared.ledger().equals(address.id())
                    ? look.state(prepared, parsed(prepared))
                    : new TxState.Absent());
          }
          return new TxView(look.progress.latest().number(), states);
        });
  }

  /**
   * @throws LedgerException.Refused with {@link Fault#NOT_FINAL} if it is not final
   */
  Position finalPosition(Node node, Prepared prepared, Deadline deadline)
      throws RpcException, LedgerException, InterruptedException {
    Look look = new Look(node, settings.finality().progress(node), deadline);
    if (prepared.ledger().equals(address.id())
        && look.state(prepared, parsed(prepared)) instanceof TxState.Final(Position position)) {
      return position;
    }
    throw Fault.NOT_FINAL.because("there is no receipt before a transaction is final");
  }

  /**
   * The transaction an attempt is.
   *
   * @throws LedgerException.Refused with {@link Fault#INVALID_INPUT} if its bytes are none, or
   *     another one
   */
  SignedTx parsed(Prepared prepared) throws LedgerException {
    if (!Hex.of(Hash.sha3(prepared.bytes())).equals(prepared.txId().value())) {
      throw Fault.INVALID_INPUT.because("the bytes are not those of " + prepared.txId());
    }
    try {
      return SignedTx.parse(prepared.bytes());
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(String.valueOf(e.getMessage()));
    }
  }

  static Position position(Receipt receipt, int log) {
    return new Position(
        receipt.block(), receipt.index(), Math.max(0, log), receipt.blockHash().substring(2));
  }

  /** One reading of one node. */
  private final class Look {

    private final Node node;
    private final FinalityPolicy.Progress progress;
    private final Deadline deadline;
    private final Map<String, Long> spent = new HashMap<>();
    private final Map<Long, String> canonical = new HashMap<>();

    Look(Node node, FinalityPolicy.Progress progress, Deadline deadline) {
      this.node = node;
      this.progress = progress;
      this.deadline = deadline;
    }

    TxState state(Prepared prepared, SignedTx tx) throws RpcException, InterruptedException {
      long spentFinally = spentFinally(tx.from()); // before the receipt, or it would prove nothing
      Optional<Receipt> receipt = node.receipt(tx.hash());
      if (receipt.isPresent() && isCanonical(receipt.get())) {
        return executed(prepared, tx, receipt.get());
      }
      if (receipt.isEmpty() && tx.nonce() < spentFinally && isDeadElsewhere(tx)) {
        return new TxState.Dead("another transaction took its place for good");
      }
      return node.transaction(tx.hash()).isPresent() ? new TxState.Pooled() : new TxState.Absent();
    }

    private TxState executed(Prepared prepared, SignedTx tx, Receipt receipt)
        throws RpcException, InterruptedException {
      if (!receipt.succeeded()) {
        return isFinal(receipt) ? failed(tx, receipt) : new TxState.Included(position(receipt, 0));
      }
      Position position = position(receipt, log(prepared, tx, receipt));
      return isFinal(receipt) ? new TxState.Final(position) : new TxState.Included(position);
    }

    /** Where in the receipt stands what the transaction was for. */
    private int log(Prepared prepared, SignedTx tx, Receipt receipt) throws RpcException {
      boolean speaks =
          switch (prepared.content()) {
            case Anchor _, EventRecord _ -> true;
            case PledgeChange _, Filler _ -> false;
          };
      if (!speaks) {
        return 0;
      }
      for (int i = 0; i < receipt.logs().size(); i++) {
        EventLog log = receipt.logs().get(i);
        if (Inscription.says(log, address.contract(), tx.from(), prepared.content())) {
          return i;
        }
      }
      throw RpcException.lost(
          node.endpoint().name(), "it says that a transaction succeeded and not what it did");
    }

    /** The receipt does not tell why: the same is asked again of the state the block left. */
    private TxState failed(SignedTx tx, Receipt receipt) throws RpcException, InterruptedException {
      try {
        var _ = node.ask(tx.from(), tx.to(), tx.input(), Node.at(receipt.block()));
      } catch (RpcException e) {
        if (e.kind() != RpcException.Kind.REFUSED) {
          throw e;
        }
        Optional<Revert> revert = Revert.of(e);
        if (revert.isPresent()) {
          return new TxState.Failed(revert.get().fault(), revert.get().meaning());
        }
      }
      return new TxState.Failed(
          Fault.REJECTED, "executed without effect, for a reason that is not known any more");
    }

    /** Whether so many other nodes prove the same that the quorum is met. */
    private boolean isDeadElsewhere(SignedTx tx) throws InterruptedException {
      return chain.agreeing(
              node.endpoint(),
              "transaction " + tx.hash() + " can never be executed any more",
              settings.quorum(),
              other -> {
                long settled = settings.finality().progress(other).settled();
                return tx.nonce() < nonceAt(other, settled, tx.from())
                    && other.receipt(tx.hash()).isEmpty();
              },
              deadline)
          >= settings.quorum();
    }

    private boolean isFinal(Receipt receipt) throws InterruptedException {
      return receipt.block() <= progress.settled()
          && chain.agreeing(
                  node.endpoint(),
                  receipt.block(),
                  receipt.blockHash(),
                  settings.quorum(),
                  other -> settings.finality().progress(other).settled(),
                  deadline)
              >= settings.quorum();
    }

    private boolean isCanonical(Receipt receipt) throws RpcException, InterruptedException {
      String hash = canonical.get(receipt.block());
      if (hash == null) {
        hash = node.header(Node.at(receipt.block())).map(Header::hash).orElse("");
        canonical.put(receipt.block(), hash);
      }
      return hash.equals(receipt.blockHash());
    }

    private long spentFinally(String account) throws RpcException, InterruptedException {
      Long known = spent.get(account);
      if (known == null) {
        known = nonceAt(node, progress.settled(), account);
        spent.put(account, known);
      }
      return known;
    }
  }

  private static long nonceAt(Node node, long settled, String account)
      throws RpcException, InterruptedException {
    if (settled < 0) {
      return 0;
    }
    try {
      return node.nonce(account, Node.at(settled));
    } catch (RpcException e) {
      if (e.kind() == RpcException.Kind.REFUSED) {
        return 0; // it keeps no state that old, so nothing is proven by it
      }
      throw e;
    }
  }
}
