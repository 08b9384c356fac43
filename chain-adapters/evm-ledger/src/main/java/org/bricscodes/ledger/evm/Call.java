package org.bricscodes.ledger.evm;

import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeChange;

/**
 * What is said to which contract so that it takes a content.
 *
 * @param leastGas that is allowed: what it takes at most, since between the estimate and the
 *     execution a reorganisation may take away what would have made it cheaper. What is not used is
 *     not paid
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record Call(String to, byte[] input, long leastGas) {

  private static final int ANCHOR_GAS = 100_000;
  private static final int RECORD_GAS = 60_000;
  private static final int PLEDGE_GAS = 160_000;
  private static final int FILLER_GAS = 21_000;

  private static final byte[] NOTHING = {};

  /**
   * @param self the account that says it; a filler goes to itself
   * @throws LedgerException.Refused with {@link Fault#UNSUPPORTED} if no contract here takes it
   */
  static Call of(Content content, EvmSettings settings, String self) throws LedgerException {
    return switch (content) {
      case Anchor anchor -> new Call(settings.contract(), AnchorAbi.anchor(anchor), ANCHOR_GAS);
      case EventRecord event -> new Call(settings.contract(), AnchorAbi.record(event), RECORD_GAS);
      case PledgeChange change ->
          new Call(
              settings.pledges().orElseThrow(() -> new IllegalStateException("no registry is set")),
              PledgeAbi.change(change),
              PLEDGE_GAS);
      case Filler _ -> new Call(self, NOTHING, FILLER_GAS);
    };
  }

  /**
   * What a node's refusal to execute this means.
   *
   * @return never
   * @throws RpcException the refusal itself, if it is the node's and not the contract's
   */
  LedgerException refusal(RpcException e) throws RpcException {
    var revert = Revert.of(e);
    if (e.kind() == RpcException.Kind.REFUSED && revert.isPresent()) {
      return revert.get().fault().because(revert.get().meaning());
    }
    if (Revert.isRevert(e)) {
      return Fault.REJECTED.because("the contract refuses, and the node does not say why");
    }
    return switch (e.kind()) {
      case REFUSED -> {
        SendError error = SendError.of(e);
        if (error == SendError.INSUFFICIENT_FUNDS || error == SendError.UNAUTHORIZED) {
          yield error.fault().because(e.text());
        }
        throw e;
      }
      case UNSENT, LOST -> throw e;
    };
  }
}
