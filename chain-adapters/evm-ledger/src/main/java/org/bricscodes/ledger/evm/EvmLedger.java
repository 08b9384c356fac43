package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capabilities.Finality;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.ExclusiveRegistry;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeState;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.SignerLock;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxView;
import org.bricscodes.tlog.Checkpoint;

/**
 * One chain and our contracts on it, written to by one key. It counts nothing by itself: a nonce is
 * what the chain and its pool say at the moment, and a transaction that lost its place to another
 * is seen to be dead and prepared anew by the caller.
 */
final class EvmLedger implements Ledger {

  /** Salts that tell two transactions of one content apart: gas that is allowed and never used. */
  private static final int SALTS = 1 << 14;

  private static final int MAX_GAS = 2_000_000;
  private static final int LOW_FUNDS_ANCHORS = 100;
  private static final int ANCHOR_GAS = 45_000;

  /** A block may be dated some seconds ahead; private chains take more. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(2);

  private static final BigInteger GWEI = BigInteger.TEN.pow(9);

  private final EvmSettings settings;
  private final EvmAddress address;
  private final Chain chain;
  private final EvmKey key;
  private final SignerLock lock;
  private final LedgerContext context;
  private final Attempts attempts;
  private final AnchorHeads heads;
  private final ReceiptMaker receipts;
  private final EvmReader reader;
  private final AtomicInteger salt;

  /**
   * @param chain closed with this
   * @param lock given back with this
   */
  EvmLedger(EvmSettings settings, Chain chain, EvmKey key, SignerLock lock, LedgerContext context) {
    this.settings = settings;
    this.address = new EvmAddress(settings.chainId(), settings.contract());
    this.chain = chain;
    this.key = key;
    this.lock = lock;
    this.context = context;
    this.attempts = new Attempts(chain, address, settings);
    this.heads = new AnchorHeads(address, key.address());
    this.receipts = new ReceiptMaker(address, settings.evidence());
    this.reader = new EvmReader(chain, address, settings.finality(), settings.quorum());
    this.salt = new AtomicInteger(context.random().nextInt(SALTS));
  }

  /** Looks once whether the chain is the right one and can give what receipts are made of. */
  void probe(Duration within) throws LedgerException, InterruptedException {
    chain.read(
        within,
        node -> {
          receipts.probe(node, settings.finality().progress(node).latest());
          return Boolean.TRUE;
        });
  }

  @Override
  public LedgerDescriptor descriptor() {
    return new LedgerDescriptor(
        address.id(),
        "contract on chain " + settings.chainId(),
        Inscription.ADAPTER,
        key.address(),
        "");
  }

  @Override
  public Capabilities capabilities() {
    Set<Capability> flags =
        new HashSet<>(
            Set.of(
                Capability.MONOTONIC_HEAD,
                Capability.REPLACEMENT,
                Capability.PUBLIC_READ,
                Capability.PER_EVENT));
    Finality finality = settings.finality().finality();
    if (finality != Finality.INSTANT) {
      flags.add(Capability.CAN_REORGANISE);
    }
    if (settings.pledges().isPresent()) {
      flags.add(Capability.EXCLUSIVE_REGISTRY);
    }
    return new Capabilities(finality, Anchor.MAX_BYTES, flags);
  }

  @Override
  public Prepared prepare(Content content, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    capabilities().requireTakes(content);
    return chain.read(
        within,
        node -> {
          Call call = Call.of(content, settings, key.address());
          if (content instanceof Anchor anchor) {
            Optional<Prepared> standing = heads.standing(node, anchor, call);
            if (standing.isPresent()) {
              return standing.get();
            }
          }
          long gas = gas(node, call);
          long nonce = node.nonce(key.address(), Node.PENDING);
          Header latest = settings.finality().progress(node).latest();
          return signed(node, content, call, nonce, gas, settings.fees().quote(node, latest));
        });
  }

  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    if (!prepared.ledger().equals(address.id())) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    SignedTx tx = attempts.parsed(prepared);
    Call call = Call.of(prepared.content(), settings, tx.from());
    if (tx.chainId() != settings.chainId()
        || !tx.to().equals(call.to())
        || !Arrays.equals(tx.input(), call.input())) {
      throw Fault.INVALID_INPUT.because("the signed bytes carry something else than they should");
    }
    return chain.send(tx, within);
  }

  @Override
  public TxView inspect(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return attempts.inspect(open, within);
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    if (!(prepared.content() instanceof Anchor anchor)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no anchor");
    }
    Inscription made = inscription(prepared, within);
    return new AnchorReceipt(
        made.ledger(),
        made.adapter(),
        made.txId(),
        made.position(),
        made.time(),
        anchor,
        made.evidence().bytes());
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    return reader.verify(receipt, checkpoint, within);
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    capabilities().requireTakes(newest);
    SignedTx stuck = attempts.parsed(last);
    if (!stuck.from().equals(key.address())) {
      throw Fault.UNAUTHORIZED.because("the stuck transaction was signed by another key");
    }
    return chain.read(
        within,
        node -> {
          if (node.nonce(key.address(), Node.LATEST) > stuck.nonce()) {
            throw Fault.UNAVAILABLE.because("the place of the stuck transaction is taken: inspect");
          }
          Call call = Call.of(newest, settings, key.address());
          long gas = gas(node, call);
          Header latest = settings.finality().progress(node).latest();
          Price now = settings.fees().quote(node, latest);
          return signed(
              node, newest, call, stuck.nonce(), gas, settings.fees().above(stuck.price(), now));
        });
  }

  @Override
  public Optional<Prepared> repair(List<Prepared> open, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    Set<Long> ours = new HashSet<>();
    for (Prepared prepared : open) {
      if (prepared.ledger().equals(address.id())) {
        SignedTx tx = attempts.parsed(prepared);
        if (tx.from().equals(key.address())) {
          ours.add(tx.nonce());
        }
      }
    }
    return chain.read(
        within,
        node -> {
          // Where the pool's unbroken row ends is the first place that nobody is known to fill.
          long missing = node.nonce(key.address(), Node.PENDING);
          boolean waited = ours.stream().anyMatch(nonce -> nonce > missing);
          if (!waited || ours.contains(missing)) {
            return Optional.empty();
          }
          Content filler = new Filler();
          Call call = Call.of(filler, settings, key.address());
          Header latest = settings.finality().progress(node).latest();
          Price price = settings.fees().quote(node, latest);
          return Optional.of(signed(node, filler, call, missing, gas(node, call), price));
        });
  }

  @Override
  public Optional<Fee> fee(Prepared executed, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return chain.read(
        within,
        node ->
            node.receipt(executed.txId().value()).map(receipt -> new Fee(receipt.fee(), "wei")));
  }

  @Override
  public Optional<EventRecorder> events() {
    return Optional.of(
        new EventRecorder() {
          @Override
          public EventReceipt receipt(Prepared prepared, Duration within)
              throws LedgerException, InterruptedException {
            return eventReceipt(prepared, within);
          }

          @Override
          public ReceiptVerdict verify(EventReceipt receipt, EventRecord record, Duration within)
              throws InterruptedException {
            return reader.verify(receipt, record, within);
          }
        });
  }

  @Override
  public Optional<ExclusiveRegistry> registry() {
    return settings.pledges().map(contract -> (asset, within) -> lookup(contract, asset, within));
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return chain.read(within, node -> head(node, origin));
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    if (chain.isClosed()) {
      return Health.unreachable("closed");
    }
    try {
      return chain.read(within, this::health);
    } catch (LedgerException e) {
      return Health.unreachable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    chain.close();
    lock.close();
  }

  @Override
  public String toString() {
    return "EvmLedger[" + address.id() + "]";
  }

  /** What executing takes, and a quarter more: the state may have moved when it is executed. */
  private long gas(Node node, Call call)
      throws LedgerException, RpcException, InterruptedException {
    try {
      long estimate = node.gas(key.address(), call.to(), call.input());
      if (estimate > MAX_GAS) {
        throw RpcException.lost(node.endpoint().name(), "it asks for " + estimate + " gas");
      }
      return Math.max(estimate + estimate / 4, call.leastGas());
    } catch (RpcException e) {
      throw call.refusal(e);
    }
  }

  private Prepared signed(Node node, Content content, Call call, long nonce, long gas, Price price)
      throws LedgerException, RpcException, InterruptedException {
    long limit = gas + Math.floorMod(salt.getAndIncrement(), SALTS);
    BigInteger most = price.cap().multiply(BigInteger.valueOf(limit));
    BigInteger balance = node.balance(key.address());
    if (balance.compareTo(most) < 0) {
      throw Fault.INSUFFICIENT_FUNDS.because(
          "account "
              + key.address()
              + " has "
              + FeePolicy.gwei(balance)
              + ", a transaction may cost "
              + FeePolicy.gwei(most));
    }
    SignedTx tx = key.sign(settings.chainId(), nonce, limit, price, call.to(), call.input());
    return new Prepared(address.id(), new TxId(tx.hash()), content, tx.raw(), tx.terms());
  }

  private EventReceipt eventReceipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    if (!(prepared.content() instanceof EventRecord event)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no event");
    }
    Inscription made = inscription(prepared, within);
    return new EventReceipt(
        made.ledger(),
        made.adapter(),
        made.txId(),
        made.position(),
        made.time(),
        event,
        made.evidence().bytes());
  }

  private Inscription inscription(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    SignedTx tx = attempts.parsed(prepared);
    return chain.read(
        within,
        node -> {
          Position position = attempts.finalPosition(node, prepared, Deadline.in(within));
          return receipts.inscription(node, prepared, tx, position);
        });
  }

  private Optional<AnchoredHead> head(Node node, String origin)
      throws RpcException, InterruptedException {
    long settled = settings.finality().progress(node).settled();
    return settled < 0 ? Optional.empty() : heads.at(node, origin, settled);
  }

  private PledgeAnswer lookup(String registry, Fingerprint asset, Duration within)
      throws LedgerException, InterruptedException {
    requireOpen();
    return chain.read(
        within,
        node -> {
          FinalityPolicy.Progress progress = settings.finality().progress(node);
          Header latest = progress.latest();
          PledgeState now = state(node, registry, asset, latest.number(), latest.time());
          if (progress.settled() < 0) {
            return new PledgeAnswer(new PledgeState.Free(), now, latest.time());
          }
          Header settled =
              node.header(Node.at(progress.settled()))
                  .orElseThrow(
                      () -> RpcException.lost(node.endpoint().name(), "it lost a final block"));
          PledgeState then = state(node, registry, asset, settled.number(), settled.time());
          return new PledgeAnswer(then, now, latest.time());
        });
  }

  private PledgeState state(Node node, String registry, Fingerprint asset, long block, Instant time)
      throws RpcException, InterruptedException {
    byte[] answer = node.ask(key.address(), registry, PledgeAbi.entry(asset), Node.at(block));
    if (answer.length == 0) {
      return new PledgeState.Free(); // the registry was not there yet
    }
    try {
      return PledgeAbi.state(answer, time);
    } catch (IllegalArgumentException e) {
      throw RpcException.lost(node.endpoint().name(), String.valueOf(e.getMessage()));
    }
  }

  private Health health(Node node) throws LedgerException, RpcException, InterruptedException {
    FinalityPolicy.Progress progress = settings.finality().progress(node);
    Map<String, Long> measures = new TreeMap<>();
    List<String> troubles = new ArrayList<>();
    long height = progress.latest().number();
    long executed = node.nonce(key.address(), Node.LATEST);
    measures.put("height", height);
    measures.put("final-height", progress.settled());
    measures.put("lag", height - progress.settled());
    measures.put("pending", node.nonce(key.address(), Node.PENDING) - executed);
    measures.put("nodes-down", (long) chain.down().size());
    if (!chain.down().isEmpty()) {
      troubles.add("cannot be used: " + String.join(", ", chain.down()));
    }
    if (progress.settled() < 0) {
      troubles.add("no block is final yet by the policy that is set");
    }
    time(progress.latest(), measures, troubles);
    money(node, progress.latest(), measures, troubles);
    return troubles.isEmpty()
        ? Health.ready("the chain moves and the account is funded", measures)
        : new Health(Health.Status.DEGRADED, String.join("; ", troubles), new TreeMap<>(measures));
  }

  /**
   * A node that is stuck answers as if nothing were wrong: its newest block tells. A block from the
   * future tells that our clock is slow, which delays nothing here, where the chain's own height
   * and nonces decide, and is wrong elsewhere.
   */
  private void time(Header latest, Map<String, Long> measures, List<String> troubles) {
    Duration age = Duration.between(latest.time(), context.clock().instant());
    measures.put("head-age-ms", Math.max(0, age.toMillis()));
    measures.put("clock-skew-ms", Math.max(0, -age.toMillis()));
    if (age.negated().compareTo(MAX_SKEW) > 0) {
      troubles.add(
          "the newest block is "
              + age.negated().toSeconds()
              + " s from the future: our clock is slow, or the chain's is fast");
    }
    Duration most = settings.maxHeadAge();
    if (!most.isZero() && age.compareTo(most) > 0) {
      troubles.add(
          "the newest block is "
              + age.toSeconds()
              + " s old, 'max-head-age-s' is "
              + most.toSeconds()
              + ": the chain stands still, the node is behind, or our clock is fast");
    }
  }

  private void money(Node node, Header latest, Map<String, Long> measures, List<String> troubles)
      throws RpcException, InterruptedException {
    BigInteger balance = node.balance(key.address());
    measures.put("balance-gwei", bounded(balance.divide(GWEI)));
    try {
      BigInteger cost =
          settings.fees().quote(node, latest).cap().multiply(BigInteger.valueOf(ANCHOR_GAS));
      measures.put("anchor-cost-gwei", bounded(cost.divide(GWEI)));
      if (balance.compareTo(cost.multiply(BigInteger.valueOf(LOW_FUNDS_ANCHORS))) < 0) {
        troubles.add(
            "account "
                + key.address()
                + " pays for fewer than 100 anchors: "
                + FeePolicy.gwei(balance));
      }
    } catch (LedgerException e) {
      troubles.add(String.valueOf(e.getMessage()));
    }
  }

  private static long bounded(BigInteger value) {
    return value.bitLength() > 62 ? Long.MAX_VALUE : value.longValue();
  }

  private void requireOpen() throws LedgerException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (chain.isClosed()) {
      throw Fault.UNAVAILABLE.because("the ledger is closed");
    }
  }
}
