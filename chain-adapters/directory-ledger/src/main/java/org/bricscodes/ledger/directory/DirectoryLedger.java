package org.bricscodes.ledger.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capabilities.Finality;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.ExclusiveRegistry;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxView;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TransparencyLog;

/** The {@link Ledger} face of an {@link AnchorBook}, which a {@link BookKeeper} works on. */
final class DirectoryLedger implements Ledger {

  static final Capabilities CAPABILITIES =
      new Capabilities(
          Finality.INSTANT,
          Anchor.MAX_BYTES,
          Set.of(
              Capability.OFFLINE_VERIFIABLE,
              Capability.CONTENT_ADDRESSED,
              Capability.MONOTONIC_HEAD,
              Capability.PUBLIC_READ,
              Capability.PER_EVENT,
              Capability.EXCLUSIVE_REGISTRY));

  private final LedgerDescriptor descriptor;
  private final BookKeeper keeper;

  private DirectoryLedger(LedgerDescriptor descriptor, BookKeeper keeper) {
    this.descriptor = descriptor;
    this.keeper = keeper;
  }

  static Ledger open(Path dir, String origin, LedgerContext context)
      throws LedgerException, InterruptedException {
    SignerKey key = key(dir, origin, context);
    String trust = key.verifierKey().toString();
    LogOptions options = LogOptions.standard(context.clock(), context.random());
    BookKeeper keeper =
        BookKeeper.start(
            () ->
                AnchorBook.of(
                    TransparencyLog.open(dir.resolve("log"), key, options), context.clock()));
    return new DirectoryLedger(
        new LedgerDescriptor(
            DirectoryReceipts.ledgerId(key.verifierKey()),
            "a second log in a directory, under its own key",
            DirectoryReceipts.ADAPTER,
            trust,
            trust),
        keeper);
  }

  /** The ledger's own key, made at the first opening; its public half lies open beside it. */
  private static SignerKey key(Path dir, String origin, LedgerContext context)
      throws LedgerException {
    try {
      Files.createDirectories(dir);
      Path keyFile = dir.resolve("ledger.key");
      if (!Files.exists(keyFile) && Files.exists(dir.resolve("log"))) {
        throw Fault.INVALID_INPUT.because(
            "'dir' holds a log without its ledger.key: restore the key, or take another directory");
      }
      SignerKey key = SignerKeyFile.loadOrCreate(keyFile, origin, context.random());
      writeVerifierKey(dir, key);
      return key;
    } catch (IOException | TlogException e) {
      throw Fault.INVALID_INPUT.because("'dir' cannot be used: " + e.getMessage(), e);
    }
  }

  private static void writeVerifierKey(Path dir, SignerKey key) throws IOException {
    Path file = dir.resolve("ledger.vkey");
    String text = key.verifierKey() + "\n";
    if (!Files.exists(file) || !Files.readString(file, StandardCharsets.UTF_8).equals(text)) {
      Path fresh = dir.resolve("ledger.vkey.new");
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public LedgerDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Prepared prepare(Content content, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.read(within, book -> book.prepare(content));
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.write(within, book -> book.submit(prepared));
  }

  @Override
  public TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.read(
        within, book -> new TxView(book.size(), attempts.stream().map(book::state).toList()));
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.read(within, book -> book.receipt(prepared));
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    try {
      return keeper.read(within, book -> book.verify(receipt, checkpoint));
    } catch (LedgerException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within) throws LedgerException {
    throw Fault.UNSUPPORTED.because("an entry of this ledger never waits, so none is replaced");
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.read(within, book -> book.head(origin));
  }

  @Override
  public Optional<EventRecorder> events() {
    return Optional.of(new DirectoryEvents(keeper));
  }

  @Override
  public Optional<ExclusiveRegistry> registry() {
    return Optional.of((asset, within) -> keeper.read(within, book -> book.lookup(asset)));
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    try {
      long size = keeper.read(within, AnchorBook::size);
      return Health.ready("the second log is open", Map.of("height", size));
    } catch (LedgerException e) {
      return Health.unreachable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    keeper.close();
  }
}
