package org.bricscodes.ledger.xinghuo;

import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.xinghuo.AnchorWriter.Attempt;

/** Hands transactions over and makes sense of what the nodes say to them. */
final class Submission {

  private final Settings settings;
  private final Nodes nodes;

  Submission(Settings settings, Nodes nodes) {
    this.settings = settings;
    this.nodes = nodes;
  }

  Submitted submit(Attempt attempt, Deadline deadline)
      throws LedgerException, InterruptedException {
    if (deadline.over()) {
      throw Fault.TIMEOUT.because("there was no time to ask a node");
    }
    Nodes.Answer answer = nodes.submit(attempt.signed(), deadline);
    long code = answer.verdict().code();
    if (code == NodeCodes.OK) {
      return Submitted.ACCEPTED;
    }
    if (code == NodeCodes.ALREADY_EXISTS || isKnown(attempt, deadline)) {
      return Submitted.KNOWN;
    }
    Fault fault = reason(attempt, answer.verdict(), deadline);
    String said = answer.node() + " says " + code + " " + answer.verdict().description();
    throw answer.earlierMaybe() && fault.effect() == Fault.Effect.NONE
        ? Fault.TIMEOUT.because(said.strip() + "; a node asked before may have taken it")
        : fault.because(said.strip());
  }

  /** A node that has executed a transaction finds fault with its nonce or its last height. */
  private boolean isKnown(Attempt attempt, Deadline deadline) throws InterruptedException {
    try {
      return nodes.read(
          deadline,
          (node, newest, left) ->
              node.executed(attempt.hash(), left).isPresent()
                  || node.isPooled(attempt.hash(), left));
    } catch (LedgerException e) {
      return false; // then the code stands for itself
    }
  }

  /** Where one code has several reasons, the state tells which. */
  private Fault reason(Attempt attempt, Node.Verdict verdict, Deadline deadline)
      throws InterruptedException {
    Fault coded = NodeCodes.ofSubmission(verdict.code(), verdict.description());
    Transaction tx = attempt.tx();
    try {
      return switch (coded) {
        case NONCE_TOO_LOW ->
            view(deadline).filter(view -> view.nonce() + 1 < tx.nonce()).isPresent()
                ? Fault.NONCE_GAP
                : coded;
        case UNDERPRICED ->
            view(deadline).filter(view -> settings.canPay(view.balance())).isEmpty()
                ? Fault.INSUFFICIENT_FUNDS
                : coded;
        case INVALID_INPUT ->
            nodes.read(deadline, (node, newest, left) -> newest.seq()) >= tx.ceilLedgerSeq()
                ? Fault.EXPIRED
                : coded;
        default -> coded;
      };
    } catch (LedgerException e) {
      return coded;
    }
  }

  private Optional<AccountView> view(Deadline deadline)
      throws LedgerException, InterruptedException {
    return nodes.read(
        deadline, (node, newest, left) -> node.account(settings.address(), "qr", left));
  }
}
