package org.bricscodes.ledger.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.ExclusiveRegistry;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxView;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.tlog.Checkpoint;

/** Any ledger, with its requests and answers lost by script. */
public final class FaultyLedger implements Ledger {

  private final Ledger inner;
  private final FaultScript script;

  public FaultyLedger(Ledger inner, FaultScript script) {
    this.inner = inner;
    this.script = script;
  }

  @Override
  public LedgerDescriptor descriptor() {
    return inner.descriptor();
  }

  @Override
  public Capabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public Prepared prepare(Content content, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.PREPARE, () -> inner.prepare(content, within));
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.SUBMIT, () -> inner.submit(prepared, within));
  }

  @Override
  public TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.INSPECT, () -> inner.inspect(attempts, within));
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.RECEIPT, () -> inner.receipt(prepared, within));
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    try {
      return disturbed(Operation.VERIFY, () -> inner.verify(receipt, checkpoint, within));
    } catch (LedgerException e) {
      return new ReceiptVerdict.Unreachable(e.fault().toString());
    }
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.REPLACE, () -> inner.replace(last, newest, within));
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.HEAD, () -> inner.head(origin, within));
  }

  @Override
  public Optional<Prepared> repair(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.REPAIR, () -> inner.repair(open, within));
  }

  @Override
  public Optional<Fee> fee(Prepared executed, Duration within)
      throws LedgerException, InterruptedException {
    return disturbed(Operation.FEE, () -> inner.fee(executed, within));
  }

  /** Undisturbed: it only reads. */
  @Override
  public Optional<EventRecorder> events() {
    return inner.events();
  }

  /** Undisturbed: it only reads. */
  @Override
  public Optional<ExclusiveRegistry> registry() {
    return inner.registry();
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    return inner.health(within);
  }

  @Override
  public void close() {
    inner.close();
  }

  private interface Call<T> {
    T make() throws LedgerException, InterruptedException;
  }

  private <T> T disturbed(Operation operation, Call<T> call)
      throws LedgerException, InterruptedException {
    Optional<Disturbance> disturbance = script.next(operation);
    if (disturbance.isEmpty()) {
      return call.make();
    }
    if (disturbance.get().when() == When.BEFORE) {
      throw failure(operation, disturbance.get());
    }
    call.make();
    throw failure(operation, disturbance.get());
  }

  private static LedgerException failure(Operation operation, Disturbance disturbance) {
    return switch (disturbance) {
      case Disturbance.Fails(When when, Fault fault) -> {
        if (operation == Operation.SUBMIT
            && when == When.AFTER
            && fault.effect() != Fault.Effect.POSSIBLE) {
          throw new IllegalArgumentException(
              "an answer to submit can only be lost as a fault whose write may exist");
        }
        yield fault.because("by script, " + when + " " + operation);
      }
      case Disturbance.Dies(When when) -> throw new Crash(when + " " + operation);
      case Disturbance.Halts(When _) -> {
        Runtime.getRuntime().halt(KillPoint.EXIT);
        throw new IllegalStateException("a halted process goes on");
      }
    };
  }
}
