package org.bricscodes.ledger.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;
import org.bricscodes.tlog.Checkpoint;

/** A client of a {@link MemoryNetwork}. */
final class MemoryLedger implements Ledger {

  private final MemoryNetwork network;
  private volatile boolean closed;

  MemoryLedger(MemoryNetwork network) {
    this.network = network;
  }

  @Override
  public LedgerDescriptor descriptor() {
    return new LedgerDescriptor(network.id(), "a ledger in memory", "memory/1", "", "");
  }

  @Override
  public Capabilities capabilities() {
    return network.capabilities();
  }

  @Override
  public Prepared prepare(Anchor anchor, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network.prepare(anchor).prepared(network.id());
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    if (!prepared.ledger().equals(network.id())) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    return network.submit(MemoryTx.parse(prepared));
  }

  @Override
  public TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return new TxView(network.height(), attempts.stream().map(this::state).toList());
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    if (!(state(prepared) instanceof TxState.Final(var position))) {
      throw Fault.NOT_FINAL.because("there is no receipt before a transaction is final");
    }
    return new AnchorReceipt(
        network.id(),
        "memory/1",
        prepared.txId(),
        position,
        Optional.empty(),
        prepared.anchor(),
        position.blockHash().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    if (closed) {
      return new ReceiptVerdict.Unreachable("closed");
    }
    var position = network.find(receipt.txId());
    if (position.isEmpty()) {
      return new ReceiptVerdict.NotFound();
    }
    byte[] evidence = position.get().blockHash().getBytes(StandardCharsets.US_ASCII);
    AnchorReceipt genuine =
        new AnchorReceipt(
            network.id(),
            "memory/1",
            receipt.txId(),
            position.get(),
            Optional.empty(),
            network.anchorAt(position.get()),
            evidence);
    return genuine.equals(receipt) && receipt.checkpoint().equals(checkpoint)
        ? new ReceiptVerdict.Valid()
        : new ReceiptVerdict.Mismatch("the ledger holds something else there");
  }

  @Override
  public Prepared replace(Prepared last, Anchor newest, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network.replace(MemoryTx.parse(last), newest).prepared(network.id());
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network
        .settledHead(origin)
        .map(
            tx ->
                new AnchoredHead(
                    tx.anchor().checkpoint(), tx.id(), network.find(tx.id()).orElseThrow()));
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    return closed
        ? Health.unreachable("closed")
        : Health.ready("in memory", Map.of("height", network.height()));
  }

  @Override
  public void close() {
    closed = true;
  }

  private TxState state(Prepared prepared) {
    return prepared.ledger().equals(network.id())
        ? network.state(MemoryTx.parse(prepared))
        : new TxState.Absent();
  }

  private void requireOpen() throws LedgerException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (closed) {
      throw Fault.UNAVAILABLE.because("the ledger is closed");
    }
  }
}
