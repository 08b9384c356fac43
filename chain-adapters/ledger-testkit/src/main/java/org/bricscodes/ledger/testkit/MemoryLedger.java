package org.bricscodes.ledger.testkit;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.ExclusiveRegistry;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.TlogException;

/** A client of a {@link MemoryNetwork}. */
final class MemoryLedger implements Ledger {

  private static final String ADAPTER = "memory/1";

  private final MemoryNetwork network;
  private final int signer;
  private volatile boolean closed;

  MemoryLedger(MemoryNetwork network, int signer) {
    this.network = network;
    this.signer = signer;
  }

  @Override
  public LedgerDescriptor descriptor() {
    return new LedgerDescriptor(
        network.id(), "a ledger in memory", ADAPTER, String.valueOf(signer), "");
  }

  @Override
  public Capabilities capabilities() {
    return network.capabilities();
  }

  @Override
  public Prepared prepare(Content content, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network.prepare(signer, content).prepared(network.id());
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    if (!prepared.ledger().equals(network.id())) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    return network.submit(genuine(prepared));
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
    if (!(prepared.content() instanceof Anchor anchor)) {
      throw Fault.INVALID_INPUT.because("it carries no anchor");
    }
    Position position = finalPosition(prepared);
    return new AnchorReceipt(
        network.id(),
        ADAPTER,
        prepared.txId(),
        position,
        Optional.empty(),
        anchor,
        evidence(position));
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    if (closed) {
      return new ReceiptVerdict.Unreachable("closed");
    }
    Optional<Position> position = network.find(receipt.txId());
    if (position.isEmpty()) {
      return new ReceiptVerdict.NotFound();
    }
    boolean genuine =
        network.contentAt(position.get()) instanceof Anchor anchor
            && new AnchorReceipt(
                    network.id(),
                    ADAPTER,
                    receipt.txId(),
                    position.get(),
                    Optional.empty(),
                    anchor,
                    evidence(position.get()))
                .equals(receipt);
    return genuine && receipt.checkpoint().equals(checkpoint)
        ? new ReceiptVerdict.Valid()
        : new ReceiptVerdict.Mismatch("the ledger holds something else there");
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within)
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
                    ((Anchor) tx.content()).checkpoint(),
                    tx.id(),
                    network.find(tx.id()).orElseThrow()));
  }

  @Override
  public Optional<Prepared> repair(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network
        .repair(signer, open.stream().map(MemoryTx::parse).toList())
        .map(tx -> tx.prepared(network.id()));
  }

  @Override
  public Optional<Fee> fee(Prepared executed, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return network.fee(MemoryTx.parse(executed));
  }

  @Override
  public Optional<EventRecorder> events() {
    return capabilities().has(Capability.PER_EVENT)
        ? Optional.of(new MemoryEvents())
        : Optional.empty();
  }

  @Override
  public Optional<ExclusiveRegistry> registry() {
    return capabilities().has(Capability.EXCLUSIVE_REGISTRY)
        ? Optional.of(
            (asset, within) -> {
              requireOpen();
              return network.lookup(asset);
            })
        : Optional.empty();
  }

  private final class MemoryEvents implements EventRecorder {

    @Override
    public EventReceipt receipt(Prepared prepared, Duration within)
        throws LedgerException, InterruptedException {
      requireOpen();
      if (!(prepared.content() instanceof EventRecord event)) {
        throw Fault.INVALID_INPUT.because("it carries no event record");
      }
      return receipt(prepared.txId(), finalPosition(prepared), event);
    }

    @Override
    public ReceiptVerdict verify(EventReceipt receipt, EventRecord event, Duration within) {
      if (closed) {
        return new ReceiptVerdict.Unreachable("closed");
      }
      Optional<Position> position = network.find(receipt.txId());
      if (position.isEmpty()) {
        return new ReceiptVerdict.NotFound();
      }
      return network.contentAt(position.get()).equals(event)
              && receipt(receipt.txId(), position.get(), event).equals(receipt)
          ? new ReceiptVerdict.Valid()
          : new ReceiptVerdict.Mismatch("the ledger holds something else there");
    }

    private EventReceipt receipt(TxId txId, Position position, EventRecord event) {
      return new EventReceipt(
          network.id(), ADAPTER, txId, position, Optional.empty(), event, evidence(position));
    }
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

  private Position finalPosition(Prepared prepared) throws LedgerException {
    if (!(state(prepared) instanceof TxState.Final(var position))) {
      throw Fault.NOT_FINAL.because("there is no receipt before a transaction is final");
    }
    return position;
  }

  private static byte[] evidence(Position position) {
    return position.blockHash().getBytes(StandardCharsets.US_ASCII);
  }

  /** The transaction, if id and content are those of its bytes, and the account is ours. */
  private MemoryTx genuine(Prepared prepared) throws LedgerException {
    MemoryTx tx;
    try {
      tx = MemoryTx.parse(prepared);
    } catch (IllegalArgumentException | BufferUnderflowException | TlogException e) {
      throw Fault.INVALID_INPUT.because("the prepared bytes are no transaction", e);
    }
    if (!tx.id().equals(prepared.txId()) || !tx.content().equals(prepared.content())) {
      throw Fault.INVALID_INPUT.because("the prepared bytes are not those of the content and id");
    }
    return tx;
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
