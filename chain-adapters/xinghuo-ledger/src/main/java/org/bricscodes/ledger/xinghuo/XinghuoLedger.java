package org.bricscodes.ledger.xinghuo;

import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capabilities.Finality;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.SignerLock;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;
import org.bricscodes.ledger.xinghuo.AnchorAccount.Found;
import org.bricscodes.ledger.xinghuo.AnchorWriter.Attempt;
import org.bricscodes.ledger.xinghuo.AnchorWriter.Terms;
import org.bricscodes.ledger.xinghuo.Entries.Head;
import org.bricscodes.ledger.xinghuo.Nodes.Sight;
import org.bricscodes.tlog.Checkpoint;

/**
 * The metadata of one account of a chain, as a {@link Ledger}.
 *
 * <p>The chain gives four things to build on. A block is final, so a transaction found in one is.
 * Nonces are strictly consecutive, so of all transactions of one nonce at most one is ever
 * executed. Every transaction names the last height it can be executed at. And metadata has
 * versions, so a log's head is moved only from where it was seen. From these {@link #inspect}
 * proves that an attempt is dead: on one node, the head has passed its last height, or the
 * account's nonce has reached its own, and the history, read afterwards, does not hold it.
 */
final class XinghuoLedger implements Ledger {

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          Finality.INSTANT,
          Anchor.MAX_BYTES,
          Set.of(
              Capability.MONOTONIC_HEAD,
              Capability.REPLACEMENT,
              Capability.NATIVE_EXPIRY,
              Capability.PUBLIC_READ,
              Capability.PER_EVENT));

  /** A key that is no entry's, to read an account without one. */
  private static final String NO_ENTRY = "qr";

  private final Settings settings;
  private final InstantSource clock;
  private final LedgerId id;
  private final SignerLock lock;
  private final XinghuoReader reader;
  private final Nodes nodes;
  private final AnchorWriter writer;
  private final Submission submission;

  private XinghuoLedger(
      Settings settings,
      SigningKey key,
      SignerLock lock,
      XinghuoReader reader,
      LedgerContext context) {
    this.settings = settings;
    this.clock = context.clock();
    this.id = settings.chain().ledger(settings.address());
    this.lock = lock;
    this.reader = reader;
    this.nodes = reader.nodes();
    this.writer = new AnchorWriter(settings, key, context.random());
    this.submission = new Submission(settings, nodes);
  }

  /** Opens the ledger, for this process alone of all on this machine. */
  static Ledger open(Settings settings, SigningKey key, LedgerContext context)
      throws LedgerException, InterruptedException {
    SignerLock lock = SignerLock.take(settings.keyFile());
    boolean opened = false;
    try {
      XinghuoReader reader =
          XinghuoReader.open(
              new Chain.Account(settings.chain(), settings.address()),
              settings.nodes(),
              settings.authorization(),
              context.clock());
      opened = true;
      return new XinghuoLedger(settings, key, lock, reader, context);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  @Override
  public LedgerDescriptor descriptor() {
    return new LedgerDescriptor(
        id,
        "account metadata, " + settings.chain().profile().id(),
        ReceiptFacts.ADAPTER,
        settings.address(),
        "");
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Prepared prepare(Content content, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    CAPABILITIES.requireTakes(content);
    return nodes.read(
        Deadline.after(within),
        (node, newest, deadline) -> {
          AnchorAccount account = reader.at(node, newest, deadline);
          if (content instanceof Anchor anchor) {
            AccountView view = funded(account.view(anchor.checkpoint().origin()));
            Optional<Head> head = AnchorAccount.head(view);
            return head.isPresent() && head.get().size() >= anchor.checkpoint().size()
                ? standing(account, head.get(), anchor.checkpoint())
                : writer.write(anchor, view.version(), terms(account, view, newest));
          }
          AccountView view = funded(node.account(settings.address(), NO_ENTRY, deadline));
          return writer.write(content, terms(account, view, newest));
        });
  }

  private Terms terms(AnchorAccount account, AccountView view, LedgerHeader newest)
      throws NodeFailure, InterruptedException {
    return new Terms(account.nextNonce(view), newest.seq(), settings.gasPrice());
  }

  /** The transaction that anchored this very checkpoint; anything else at its size is refused. */
  private Prepared standing(AnchorAccount account, Head head, Checkpoint checkpoint)
      throws LedgerException, NodeFailure, InterruptedException {
    if (head.size() > checkpoint.size()) {
      throw Fault.STALE_HEAD.because("this log stands there at size " + head.size() + " already");
    }
    Anchor anchor = account.anchor(checkpoint.origin(), head);
    if (!anchor.checkpoint().equals(checkpoint)) {
      throw Fault.CONTRADICTION.because(
          "another checkpoint of size " + head.size() + " of this log stands there");
    }
    SignedBlob signed = account.transaction(checkpoint, head).signed();
    return new Prepared(id, signed.txId(), anchor, signed.bytes());
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    Attempt attempt = writer.read(prepared);
    return submission.submit(attempt, Deadline.after(within));
  }

  @Override
  public TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    if (attempts.isEmpty() || attempts.size() > Capabilities.MAX_ATTEMPTS) {
      throw Fault.INVALID_INPUT.because("1 to 64 attempts are inspected at once");
    }
    return nodes.read(
        Deadline.after(within),
        (node, newest, deadline) -> {
          long nonce =
              node.account(settings.address(), NO_ENTRY, deadline)
                  .map(AccountView::nonce)
                  .orElse(0L);
          List<TxState> states = new ArrayList<>();
          for (Prepared prepared : attempts) {
            states.add(
                prepared.ledger().equals(id)
                    ? state(node, newest, nonce, prepared, deadline)
                    : new TxState.Absent());
          }
          return new TxView(newest.seq(), states);
        });
  }

  /** Head and nonce were read on this node before; its history is read now. */
  private TxState state(
      Node node, LedgerHeader newest, long nonce, Prepared prepared, Deadline deadline)
      throws LedgerException, NodeFailure, InterruptedException {
    Attempt attempt = writer.read(prepared);
    Optional<Executed> executed = node.executed(attempt.hash(), deadline);
    if (executed.isPresent()) {
      return executed.get().succeeded()
          ? new TxState.Final(header(node, executed.get(), deadline).position())
          : new TxState.Failed(
              failure(reader.at(node, newest, deadline), executed.get(), prepared.content()),
              node.name() + " says " + executed.get().error());
    }
    Transaction tx = attempt.tx();
    if (newest.seq() > tx.ceilLedgerSeq()) {
      return new TxState.Dead("its last height, " + tx.ceilLedgerSeq() + ", has passed without it");
    }
    if (nonce >= tx.nonce()) {
      return new TxState.Dead("another transaction was executed at its nonce, " + tx.nonce());
    }
    return node.isPooled(attempt.hash(), deadline) ? new TxState.Pooled() : new TxState.Absent();
  }

  /** A version that did not fit has several reasons; the account tells which. */
  private static Fault failure(AnchorAccount account, Executed executed, Content content)
      throws NodeFailure, InterruptedException {
    if (executed.errorCode() != NodeCodes.METADATA_VERSION || !(content instanceof Anchor anchor)) {
      return NodeCodes.ofExecution(executed.errorCode());
    }
    try {
      Optional<AccountView> view = account.view(anchor.checkpoint().origin());
      Optional<Head> head = view.isEmpty() ? Optional.empty() : AnchorAccount.head(view.get());
      if (head.isPresent() && head.get().size() > anchor.checkpoint().size()) {
        return Fault.STALE_HEAD;
      }
      boolean same =
          head.isEmpty()
              || head.get().size() < anchor.checkpoint().size()
              || account
                  .anchor(anchor.checkpoint().origin(), head.get())
                  .checkpoint()
                  .equals(anchor.checkpoint());
      return same ? Fault.CONFLICT : Fault.CONTRADICTION;
    } catch (LedgerException e) {
      return e.fault();
    }
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    if (!(prepared.content() instanceof Anchor anchor)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no anchor");
    }
    Attempt attempt = writer.read(prepared);
    return nodes.read(
        Deadline.after(within),
        (node, newest, deadline) -> {
          LedgerHeader header = executedIn(node, attempt, deadline);
          Optional<String> there = reader.at(node, newest, deadline).value(Entries.key(anchor));
          if (!there.equals(Optional.of(Entries.value(anchor)))) {
            throw Fault.UNAVAILABLE.because(
                node.name() + " says it was executed, and does not hold what it wrote");
          }
          return new AnchorReceipt(
              id,
              ReceiptFacts.ADAPTER,
              prepared.txId(),
              header.position(),
              Optional.of(header.time()),
              anchor,
              new Evidence(settings.chain(), header, attempt.signed()).bytes());
        });
  }

  /** The block an attempt was executed in, with effect. */
  private static LedgerHeader executedIn(Node node, Attempt attempt, Deadline deadline)
      throws LedgerException, NodeFailure, InterruptedException {
    Executed executed =
        node.executed(attempt.hash(), deadline)
            .filter(Executed::succeeded)
            .orElseThrow(() -> Fault.NOT_FINAL.because("it is in no block of " + node.name()));
    return header(node, executed, deadline);
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    return reader.verify(receipt, checkpoint, within);
  }

  @Override
  public Optional<EventRecorder> events() {
    return Optional.of(
        new XinghuoEvents(settings.chain(), reader, writer, XinghuoLedger::executedIn));
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    Transaction stuck = writer.read(last).tx();
    return nodes.read(
        Deadline.after(within),
        (node, header, deadline) -> {
          AnchorAccount account = reader.at(node, header, deadline);
          Terms terms = new Terms(stuck.nonce(), header.seq(), raised(stuck.gasPrice()));
          if (!(newest instanceof Anchor anchor)) {
            requireOpenPlace(funded(node.account(settings.address(), NO_ENTRY, deadline)), stuck);
            return writer.write(newest, terms);
          }
          AccountView view = funded(account.view(anchor.checkpoint().origin()));
          requireOpenPlace(view, stuck);
          Optional<Head> head = AnchorAccount.head(view);
          if (head.isPresent() && head.get().size() >= anchor.checkpoint().size()) {
            throw Fault.CONFLICT.because("this log was anchored meanwhile: prepare again");
          }
          return writer.write(anchor, view.version(), terms);
        });
  }

  private static void requireOpenPlace(AccountView view, Transaction stuck) throws LedgerException {
    if (view.nonce() >= stuck.nonce()) {
      throw Fault.CONFLICT.because("its nonce was used meanwhile: inspect it");
    }
  }

  /** At least eleven tenths, which is what a node asks of a transaction that takes a place. */
  private long raised(long gasPrice) {
    return Math.max(settings.gasPrice(), (gasPrice * 11 + 9) / 10);
  }

  @Override
  public Optional<Prepared> repair(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    SortedSet<Long> ours = new TreeSet<>();
    for (Prepared prepared : open) {
      ours.add(writer.read(prepared).tx().nonce());
    }
    return nodes.read(
        Deadline.after(within),
        (node, newest, deadline) -> {
          AccountView view = funded(node.account(settings.address(), NO_ENTRY, deadline));
          SortedSet<Long> taken = node.pooledNonces(settings.address(), deadline);
          taken.addAll(ours);
          long next = view.nonce() + 1;
          boolean gap = !taken.isEmpty() && taken.getLast() > next && !taken.contains(next);
          return gap
              ? Optional.of(
                  writer.write(new Filler(), new Terms(next, newest.seq(), settings.gasPrice())))
              : Optional.empty();
        });
  }

  @Override
  public Optional<Fee> fee(Prepared executed, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    Attempt attempt = writer.read(executed);
    return nodes
        .read(
            Deadline.after(within),
            (node, newest, deadline) -> node.executed(attempt.hash(), deadline))
        .map(
            found ->
                new Fee(BigInteger.valueOf(found.actualFee()), settings.chain().profile().unit()));
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    return nodes.read(
        Deadline.after(within),
        (node, newest, deadline) -> {
          AnchorAccount account = reader.at(node, newest, deadline);
          Optional<AccountView> view = account.view(origin);
          Optional<Head> head = view.isEmpty() ? Optional.empty() : AnchorAccount.head(view.get());
          if (head.isEmpty()) {
            return Optional.empty();
          }
          Checkpoint checkpoint = account.anchor(origin, head.get()).checkpoint();
          Found found = account.transaction(checkpoint, head.get());
          return Optional.of(
              new AnchoredHead(
                  checkpoint,
                  new TxId(found.executed().hash().toString()),
                  found.header().position()));
        });
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    if (reader.isClosed()) {
      return Health.unreachable("the ledger is closed");
    }
    Deadline deadline = Deadline.after(within);
    List<Sight> sights = nodes.lookAtAll(deadline.part(2, within));
    try {
      return nodes.read(
          deadline,
          (node, newest, left) ->
              new AccountHealth(settings, sights, nodes.unbelieved(sights))
                  .at(newest, node.account(settings.address(), NO_ENTRY, left), clock.instant())
                  .health());
    } catch (LedgerException e) {
      return Health.unreachable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    reader.close();
    lock.close();
  }

  private static LedgerHeader header(Node node, Executed executed, Deadline deadline)
      throws LedgerException, NodeFailure, InterruptedException {
    return node.header(executed.ledgerSeq(), deadline)
        .orElseThrow(
            () ->
                Fault.UNAVAILABLE.because(
                    node.name() + " lacks block " + executed.ledgerSeq() + " of its own history"));
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // an account that is not there yet
  private AccountView funded(Optional<AccountView> view) throws LedgerException {
    if (view.isEmpty()) {
      throw Fault.INSUFFICIENT_FUNDS.because(
          "the chain does not know " + settings.address() + " yet: fund it");
    }
    if (!settings.canPay(view.get().balance())) {
      throw Fault.INSUFFICIENT_FUNDS.because(
          settings.address()
              + " holds "
              + view.get().balance()
              + "; a transaction needs 'reserve' and more than 'max-fee', "
              + (settings.reserve() + settings.maxFee()));
    }
    return view.get();
  }

  @Override
  public String toString() {
    return "XinghuoLedger[" + id + "]";
  }
}
