package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;
import org.bricscodes.tlog.Checkpoint;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A channel as a {@link Ledger}. {@code prepare} has the content executed and endorsed, which
 * writes nothing; the transaction id is known from the proposal, and the signed envelope is what is
 * persisted. A block is final. Nothing expires: an endorsed transaction can be handed in for ever,
 * and takes effect unless what it read has changed since.
 *
 * <p>No lock on the key: transactions here have no order among themselves, so any number of
 * processes may write as one.
 */
final class FabricLedger implements Ledger {

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          Finality.INSTANT,
          Anchor.MAX_BYTES,
          Set.of(
              Capability.OFFLINE_VERIFIABLE,
              Capability.MONOTONIC_HEAD,
              Capability.PER_EVENT,
              Capability.EXCLUSIVE_REGISTRY));

  private static final String ABOUT = "bricscodes.org/fabric-chaincode@v1";

  /** A certificate that ends sooner is an operator's to renew. */
  private static final int RENEWAL_DAYS = 30;

  private static final Duration OPENING = Duration.ofSeconds(60);
  private static final Duration ENDORSING = Duration.ofSeconds(20);

  /** How long a submission waits for its block, which no answer depends on. */
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(15);

  private final Channel channel;
  private final Receipts receipts;
  private final ReceiptCheck check;
  private final FabricSettings settings;
  private final InstantSource clock;
  private final LedgerDescriptor descriptor;
  private final Turns turns = new Turns();

  private FabricLedger(
      Channel channel,
      Organisations organisations,
      Trust trust,
      FabricSettings settings,
      InstantSource clock) {
    this.channel = channel;
    this.receipts = new Receipts(channel, organisations, trust);
    this.check = new ReceiptCheck(trust);
    this.settings = settings;
    this.clock = clock;
    this.descriptor =
        new LedgerDescriptor(
            trust.ledger(),
            "Fabric channel " + settings.channel(),
            ReceiptCheck.ADAPTER,
            Writer.id(settings.msp(), settings.certificate()),
            trust.toString());
  }

  /** Opens for checking receipts under {@code pinned}, if it is given. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a verifier may pin nothing
  static FabricLedger open(FabricSettings settings, Optional<Trust> pinned, InstantSource clock)
      throws LedgerException, InterruptedException {
    Channel channel = new Channel(Peers.of(settings), settings);
    boolean opened = false;
    try {
      Deadline deadline = Deadline.in(OPENING);
      String genesis = channel.block(0, deadline).hash();
      requireNetwork(settings, genesis, channel, deadline);
      Organisations organisations = Organisations.of(channel.configuration(deadline));
      LedgerId id = Trust.ledgerId(settings.channel(), settings.chaincode(), genesis);
      if (pinned.isPresent() && !pinned.get().ledger().equals(id)) {
        throw Fault.WRONG_NETWORK.because("the node serves " + id + ", pinned is another");
      }
      Trust trust = pinned.isPresent() ? pinned.get() : trust(settings, id, organisations);
      FabricLedger ledger = new FabricLedger(channel, organisations, trust, settings, clock);
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** That this is the channel, and these the rules, that were configured. */
  private static void requireNetwork(
      FabricSettings settings, String genesis, Channel channel, Deadline deadline)
      throws LedgerException, InterruptedException {
    if (settings.genesis().isPresent() && !settings.genesis().get().equals(genesis)) {
      throw Fault.WRONG_NETWORK.because(
          "the first block of " + settings.channel() + " is " + genesis + ", not 'genesis'");
    }
    if (settings.definition().isPresent()) {
      String definition = channel.definition(deadline);
      if (!settings.definition().get().equals(definition)) {
        throw Fault.WRONG_NETWORK.because(
            "the chaincode's definition is " + definition + ", not 'definition'");
      }
    }
    byte[] about;
    try {
      about = about(channel, deadline);
    } catch (LedgerException.Refused e) {
      throw Fault.WRONG_NETWORK.because(
          "'" + settings.chaincode() + "' is not our chaincode: " + e.getMessage(), e);
    }
    if (!Arrays.equals(about, ABOUT.getBytes(StandardCharsets.US_ASCII))) {
      throw Fault.WRONG_NETWORK.because("'" + settings.chaincode() + "' is not " + ABOUT);
    }
  }

  /** A gateway does not say why it finds nobody to ask; the channel's definitions do. */
  private static byte[] about(Channel channel, Deadline deadline)
      throws LedgerException, InterruptedException {
    try {
      return channel.ask(deadline, "about");
    } catch (LedgerException.Unavailable e) {
      var _ = channel.definition(deadline);
      throw e;
    }
  }

  private static Trust trust(FabricSettings settings, LedgerId id, Organisations organisations)
      throws LedgerException {
    SortedMap<String, String> peers = new TreeMap<>();
    for (String msp : settings.endorsers()) {
      ByteString authority = organisations.peers().get(msp);
      if (authority == null) {
        throw Fault.INVALID_INPUT.because(
            "'endorsers': " + msp + " is no organisation of the channel with one root authority");
      }
      peers.put(msp, Bytes.sha256Hex(authority.toByteArray()));
    }
    SortedMap<String, String> orderers = new TreeMap<>();
    organisations
        .orderers()
        .forEach((msp, der) -> orderers.put(msp, Bytes.sha256Hex(der.toByteArray())));
    if (orderers.isEmpty()) {
      throw Fault.INVALID_INPUT.because(
          "no organisation of the channel's orderers has one root authority");
    }
    return new Trust(id, Writer.id(settings.msp(), settings.certificate()), peers, orderers);
  }

  /** What pins this network and these rules, once every endorser has answered. */
  Map<String, String> pins() throws LedgerException, InterruptedException {
    Deadline deadline = Deadline.in(ENDORSING);
    channel.requireEndorsers(deadline);
    return Map.of("genesis", genesis(), "definition", channel.definition(deadline));
  }

  private String genesis() {
    String reference = descriptor.id().reference();
    return reference.substring(reference.lastIndexOf(':') + 1);
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
    CAPABILITIES.requireTakes(content);
    Deadline deadline = Deadline.in(within);
    Prepared prepared = prepare(content, deadline);
    if (prepared.content().equals(content)) {
      return prepared;
    }
    if (!saysTheSame(prepared.content(), content)) {
      throw Fault.UNAVAILABLE.because("the peers answered for another content");
    }
    Prepared standing = prepare(prepared.content(), deadline);
    if (!standing.content().equals(prepared.content())) {
      throw Fault.UNAVAILABLE.because("the peers answered for another content");
    }
    return standing;
  }

  /** A checkpoint stays the same one under other signatures. */
  private static boolean saysTheSame(Content one, Content other) {
    return one instanceof Anchor a
        && other instanceof Anchor b
        && a.checkpoint().origin().equals(b.checkpoint().origin())
        && a.checkpoint().size() == b.checkpoint().size()
        && a.checkpoint().root().equals(b.checkpoint().root());
  }

  /** What was endorsed; its content is what stands, if that says the same in other bytes. */
  private Prepared prepare(Content content, Deadline deadline)
      throws LedgerException, InterruptedException {
    Channel.Endorsement endorsement = channel.endorse(content, deadline);
    try {
      Endorsed endorsed = Endorsed.parse(endorsement.bytes().toByteArray());
      StoredRecord stored = StoredRecord.parse(endorsement.result().toByteArray());
      return new Prepared(
          descriptor.id(),
          endorsed.txId(),
          stored.content(),
          endorsement.bytes().toByteArray(),
          Map.of("endorsers", String.join(",", settings.endorsers())));
    } catch (IllegalArgumentException e) {
      throw Fault.UNAVAILABLE.because("the peers' answer cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Hands the transaction in, and waits for its block if there is time, so that who asks next is
   * told that it is known.
   */
  @Override
  public Submitted submit(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    Endorsed endorsed = requireOurs(prepared);
    Deadline deadline = Deadline.in(within);
    return turns.take(
        prepared.txId(),
        deadline,
        () -> {
          if (channel.blockOf(endorsed.txId(), deadline).isPresent()) {
            return Submitted.KNOWN;
          }
          channel.send(prepared.bytes(), deadline);
          var _ = channel.await(prepared.bytes(), deadline.atMost(COMMIT_WAIT));
          return Submitted.ACCEPTED;
        });
  }

  @Override
  public TxView inspect(List<Prepared> attempts, Duration within)
      throws LedgerException, InterruptedException {
    Deadline deadline = Deadline.in(within);
    long height = channel.height(deadline);
    List<TxState> states = new ArrayList<>();
    for (Prepared attempt : attempts) {
      states.add(
          attempt.ledger().equals(descriptor.id())
              ? state(attempt, deadline)
              : new TxState.Absent());
    }
    return new TxView(height, states);
  }

  private TxState state(Prepared attempt, Deadline deadline)
      throws LedgerException, InterruptedException {
    Optional<BlockView> block = channel.blockOf(attempt.txId(), deadline);
    if (block.isEmpty() || block.get().indexOf(attempt.txId()).isEmpty()) {
      return new TxState.Absent();
    }
    int index = block.get().indexOf(attempt.txId()).getAsInt();
    TxValidationCode code = block.get().codeAt(index);
    return switch (code) {
      case VALID -> new TxState.Final(block.get().position(index));
      case MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT -> overtaken(attempt, code, deadline);
      default -> new TxState.Failed(Fault.REJECTED, "the peers say " + code);
    };
  }

  /** What it read had changed: the chaincode, asked again, says what that means. */
  private TxState overtaken(Prepared attempt, TxValidationCode code, Deadline deadline)
      throws LedgerException, InterruptedException {
    Optional<LedgerException> refusal = channel.refusal(attempt.content(), deadline);
    return refusal.isPresent()
        ? new TxState.Failed(refusal.get().fault(), String.valueOf(refusal.get().getMessage()))
        : new TxState.Failed(Fault.CONFLICT, "another transaction came first: " + code);
  }

  @Override
  public AnchorReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    if (!(prepared.content() instanceof Anchor anchor)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no anchor");
    }
    Receipts.Proof proof = proof(prepared, Deadline.in(within));
    AnchorReceipt receipt =
        new AnchorReceipt(
            descriptor.id(),
            ReceiptCheck.ADAPTER,
            proof.stored().txId(),
            proof.position(),
            Optional.of(proof.stored().time()),
            anchor,
            proof.evidence().bytes());
    requireHolds(check.verify(receipt, anchor.checkpoint()));
    return receipt;
  }

  /** No proof is given away that would not be taken back. */
  static void requireHolds(ReceiptVerdict verdict) throws LedgerException {
    if (!(verdict instanceof ReceiptVerdict.Valid)) {
      throw Fault.UNAVAILABLE.because("the peers gave no proof: " + verdict);
    }
  }

  /** The proof of what a final attempt carries. */
  Receipts.Proof proof(Prepared prepared, Deadline deadline)
      throws LedgerException, InterruptedException {
    if (!prepared.ledger().equals(descriptor.id())) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    if (!(state(prepared, deadline) instanceof TxState.Final)) {
      throw Fault.NOT_FINAL.because("no block of this peer holds the transaction, with effect");
    }
    Receipts.Proof proof = receipts.proof(prepared.content(), deadline);
    if (!proof.stored().content().equals(prepared.content())) {
      throw Fault.NOT_FINAL.because("the channel holds the same under other signatures");
    }
    return proof;
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    ReceiptVerdict alone = check.verify(receipt, checkpoint);
    return alone instanceof ReceiptVerdict.Valid
        ? receipts.reread(Claim.of(receipt), Deadline.in(within))
        : alone;
  }

  /** As {@link #verify}, of what {@code writer} wrote. */
  ReceiptVerdict verifyOf(
      String writer, AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    ReceiptVerdict alone = new ReceiptCheck(check.trust().of(writer)).verify(receipt, checkpoint);
    return alone instanceof ReceiptVerdict.Valid
        ? receipts.reread(writer, Claim.of(receipt), Deadline.in(within))
        : alone;
  }

  @Override
  public Prepared replace(Prepared last, Content newest, Duration within) throws LedgerException {
    throw Fault.UNSUPPORTED.because("a transaction here holds no place that another could take");
  }

  @Override
  public Optional<AnchoredHead> head(String origin, Duration within)
      throws LedgerException, InterruptedException {
    Deadline deadline = Deadline.in(within);
    byte[] answer = channel.ask(deadline, "head", check.trust().writer(), origin);
    if (answer.length == 0) {
      return Optional.empty();
    }
    try {
      StoredRecord stored = StoredRecord.parse(answer);
      BlockView block = receipts.blockOf(stored, deadline);
      if (!(stored.content() instanceof Anchor anchor)) {
        throw new IllegalArgumentException("a head is an anchor");
      }
      return Optional.of(
          new AnchoredHead(
              anchor.checkpoint(),
              stored.txId(),
              block.position(block.indexOf(stored.txId()).orElseThrow())));
    } catch (IllegalArgumentException e) {
      throw Fault.UNAVAILABLE.because("the peer's answer cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<EventRecorder> events() {
    return Optional.of(new FabricEvents(this, receipts, check));
  }

  @Override
  public Optional<ExclusiveRegistry> registry() {
    return Optional.of(
        (asset, within) ->
            PledgeText.parse(
                channel.ask(Deadline.in(within), "lookup", settings.pool(), asset.toString())));
  }

  @Override
  public Health health(Duration within) throws InterruptedException {
    Deadline deadline = Deadline.in(within);
    long start = System.nanoTime();
    try {
      long height = channel.height(deadline);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      channel.ask(deadline, "about");
      Instant end = settings.certificate().getNotAfter().toInstant();
      long days = Duration.between(clock.instant(), end).toDays();
      Map<String, Long> measures =
          Map.of("height", height, "answer-ms", millis, "certificate-days", days);
      return days >= RENEWAL_DAYS
          ? Health.ready("the channel and its chaincode answer", measures)
          : new Health(
              Health.Status.DEGRADED,
              "the certificate in 'certificate-file' ends or ended on " + end + ": renew it",
              new TreeMap<>(measures));
    } catch (LedgerException e) {
      return Health.unreachable(String.valueOf(e.getMessage()));
    }
  }

  private Endorsed requireOurs(Prepared prepared) throws LedgerException {
    if (!prepared.ledger().equals(descriptor.id())) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    Endorsed endorsed;
    try {
      endorsed = Endorsed.parse(prepared.bytes());
      requireAgrees(prepared, endorsed);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because("the prepared bytes cannot be used: " + e.getMessage(), e);
    }
    return endorsed;
  }

  private void requireAgrees(Prepared prepared, Endorsed endorsed) {
    boolean agrees =
        endorsed.txId().equals(prepared.txId())
            && endorsed.channel().equals(settings.channel())
            && endorsed.chaincode().equals(settings.chaincode())
            && new String(endorsed.argument(0), StandardCharsets.UTF_8).equals("write")
            && Arrays.equals(endorsed.argument(1), prepared.content().bytes());
    if (!agrees) {
      throw new IllegalArgumentException("they are not those of the content and the id");
    }
    if (prepared.content() instanceof PledgeChange
        && !new String(endorsed.argument(2), StandardCharsets.UTF_8).equals(settings.pool())) {
      throw new IllegalArgumentException("they are of another pool");
    }
    if (!endorsed.isSigned()) {
      throw new IllegalArgumentException("they are not what was signed");
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  @Override
  public String toString() {
    return "FabricLedger[" + descriptor.id() + "]";
  }
}
