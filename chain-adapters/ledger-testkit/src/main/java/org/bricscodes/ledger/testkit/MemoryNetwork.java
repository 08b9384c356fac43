package org.bricscodes.ledger.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capabilities.Finality;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeBook;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.MemoryTx.Terms;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;

/**
 * A ledger that lives in memory and does everything a real one may do, when it is told to: {@link
 * #mine}, {@link #reorganise}, {@link #dropPool}. It outlives the {@link Ledger}s that {@link
 * #connect} to it, as a network outlives its clients.
 *
 * <p>The {@link Capability} flags given choose its kind. With {@link Capability#REPLACEMENT}
 * transactions occupy slots, one executed in each, in order, as on an EVM chain; without it they
 * stand alone. With {@link Capability#NATIVE_EXPIRY} they die {@link #LIFETIME} blocks after they
 * were prepared. Block time stands still but for a second a block and {@link #advanceTo}. All
 * methods may be called from any thread.
 */
public final class MemoryNetwork {

  /** Blocks a transaction lives with {@link Capability#NATIVE_EXPIRY}. */
  public static final int LIFETIME = 12;

  private static final double BUMP = 1.1;

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private record Executed(MemoryTx tx, Optional<Fault> fault, Instant at) {}

  private record Block(String hash, Instant time, List<Executed> content) {}

  private final LedgerId id;
  private final int confirmations;
  private final Capabilities capabilities;
  private final Map<TxId, MemoryTx> pool = new LinkedHashMap<>();
  private final Map<TxId, MemoryTx> limbo = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private Predicate<EventRecord> rejects = event -> false;
  private long salts;
  private Instant now = BEGINNING;

  /** Blocks below it are final; never falls, whatever is dropped above. */
  private int settledHeight;

  /**
   * @param name the reference of its {@link LedgerId}
   * @param confirmations blocks that must follow before a transaction is final
   */
  public MemoryNetwork(String name, int confirmations, Set<Capability> flags) {
    this.id = new LedgerId("memory", name);
    this.confirmations = confirmations;
    this.capabilities =
        new Capabilities(
            confirmations == 0 ? Finality.INSTANT : Finality.PROBABILISTIC, 4096, flags);
  }

  /** A client of this network, writing under account 0. */
  public Ledger connect() {
    return connect(0);
  }

  /** A client of this network, writing under the account of this number. */
  public Ledger connect(int signer) {
    return new MemoryLedger(this, signer);
  }

  /** Lets block time go on to {@code time}, if it is behind, and mines a block. */
  public synchronized void advanceTo(Instant time) {
    now = now.isBefore(time) ? time.minusSeconds(1) : now;
    mine();
  }

  /** Puts everything in the pool that can be executed into one new block. */
  public synchronized void mine() {
    now = now.plusSeconds(1);
    List<Executed> content = new ArrayList<>();
    List<MemoryTx> waiting = new ArrayList<>(pool.values());
    if (slots()) {
      waiting.sort(Comparator.comparingLong(MemoryTx::slot));
    }
    for (MemoryTx tx : waiting) {
      if (expired(tx, blocks.size())) {
        pool.remove(tx.id());
      } else if (!slots() || tx.slot() == spentSlots(tx.signer(), blocks.size(), content)) {
        content.add(new Executed(tx, outcome(tx, content), now));
        pool.remove(tx.id());
      }
    }
    String seed = id + "/" + blocks.size() + "/" + salts++;
    String hash = Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)).toString();
    blocks.add(new Block(hash, now, List.copyOf(content)));
    settledHeight = Math.max(settledHeight, blocks.size() - confirmations);
    if (slots()) {
      pool.values().removeIf(tx -> tx.slot() < spentSlots(tx.signer()));
    }
  }

  /**
   * Single events for which it holds are executed without effect from now on, as by a contract that
   * refuses them when their turn comes.
   */
  public synchronized void rejectEvents(Predicate<EventRecord> which) {
    rejects = which;
  }

  /** Mines until all that can be executed is final. */
  public void settle() {
    for (int i = 0; i <= confirmations + 1; i++) {
      mine();
    }
  }

  /** Where the transactions of a dropped block go. */
  public enum Fate {
    BACK_TO_POOL,
    /** Out of sight, as after {@link #misplacePool}. */
    MISPLACED,
    VANISH
  }

  /** Drops the newest blocks, at most {@code depth} and never a final one. */
  public synchronized void reorganise(int depth, Fate fate) {
    int droppable = Math.min(depth, blocks.size() - settledHeight);
    for (int i = 0; i < droppable; i++) {
      for (Executed executed : blocks.removeLast().content()) {
        switch (fate) {
          case BACK_TO_POOL -> offer(executed.tx());
          case MISPLACED -> limbo.put(executed.tx().id(), executed.tx());
          case VANISH -> {}
        }
      }
    }
  }

  /** Loses sight of everything that waits; it may be gone, or come back with {@link #recover}. */
  public synchronized void misplacePool() {
    limbo.putAll(pool);
    pool.clear();
  }

  /** Brings back what other nodes still had of the misplaced. */
  public synchronized void recover() {
    limbo.values().stream().filter(tx -> find(tx.id()).isEmpty()).forEach(this::offer);
    limbo.clear();
  }

  /** Forgets for good everything that waits or was misplaced. */
  public synchronized void dropPool() {
    pool.clear();
    limbo.clear();
  }

  /** The checkpoints written with effect, oldest first, final or not. */
  public synchronized List<Checkpoint> written() {
    return checkpoints(executed(blocks.size()));
  }

  /** The single events written, oldest first, final or not. */
  public synchronized List<EventRecord> recorded() {
    return executed(blocks.size()).stream()
        .filter(executed -> executed.fault().isEmpty())
        .map(executed -> executed.tx().content())
        .filter(EventRecord.class::isInstance)
        .map(EventRecord.class::cast)
        .toList();
  }

  /** The single events executed without effect, oldest first, final or not. */
  public synchronized List<EventRecord> rejected() {
    return executed(blocks.size()).stream()
        .filter(executed -> executed.fault().isPresent())
        .map(executed -> executed.tx().content())
        .filter(EventRecord.class::isInstance)
        .map(EventRecord.class::cast)
        .toList();
  }

  LedgerId id() {
    return id;
  }

  Capabilities capabilities() {
    return capabilities;
  }

  synchronized long height() {
    return blocks.size();
  }

  synchronized MemoryTx prepare(int signer, Content content) throws LedgerException {
    capabilities.requireTakes(content);
    boolean addressed = capabilities.has(Capability.CONTENT_ADDRESSED);
    long slot = slots() ? nextSlot(signer) : 0;
    MemoryTx tx =
        MemoryTx.of(new Terms(signer, slot, 100, expiry(), addressed ? 0 : ++salts), content);
    requireTaken(tx);
    return tx;
  }

  synchronized MemoryTx replace(MemoryTx last, Content newest) throws LedgerException {
    if (!slots()) {
      throw Fault.UNSUPPORTED.because("transactions of this ledger take no one's place");
    }
    capabilities.requireTakes(newest);
    long fee = (long) Math.ceil(last.fee() * 1.125);
    return MemoryTx.of(new Terms(last.signer(), last.slot(), fee, expiry(), ++salts), newest);
  }

  /** What fills the lowest place that is neither spent nor waiting nor any of {@code open}. */
  synchronized Optional<MemoryTx> repair(int signer, List<MemoryTx> open) {
    long missing = nextSlot(signer);
    boolean held = open.stream().anyMatch(tx -> tx.signer() == signer && tx.slot() == missing);
    boolean waited = open.stream().anyMatch(tx -> tx.signer() == signer && tx.slot() > missing);
    return slots() && waited && !held
        ? Optional.of(MemoryTx.of(new Terms(signer, missing, 100, expiry(), ++salts), new Filler()))
        : Optional.empty();
  }

  synchronized Optional<Fee> fee(MemoryTx tx) {
    return slots() && find(tx.id()).isPresent()
        ? Optional.of(new Fee(BigInteger.valueOf(tx.fee()), "grain"))
        : Optional.empty();
  }

  synchronized PledgeAnswer lookup(Fingerprint asset) {
    Instant settledAt = settledHeight <= 0 ? BEGINNING : blocks.get(settledHeight - 1).time();
    Instant latestAt = blocks.isEmpty() ? BEGINNING : blocks.getLast().time();
    return new PledgeAnswer(
        book(settled()).state(asset, settledAt),
        book(executed(blocks.size())).state(asset, latestAt),
        latestAt);
  }

  synchronized Submitted submit(MemoryTx tx) throws LedgerException {
    if (pool.containsKey(tx.id()) || find(tx.id()).isPresent()) {
      return Submitted.KNOWN;
    }
    if (expired(tx, blocks.size())) {
      throw Fault.EXPIRED.because("its last height has passed");
    }
    if (slots()) {
      admitToSlot(tx);
    } else {
      requireTaken(tx);
    }
    pool.put(tx.id(), tx);
    return Submitted.ACCEPTED;
  }

  synchronized TxState state(MemoryTx tx) {
    TxId txId = tx.id();
    if (pool.containsKey(txId)) {
      return new TxState.Pooled();
    }
    Optional<Position> position = find(txId);
    if (position.isPresent()) {
      return executedState(position.get());
    }
    if (expired(tx, settledHeight)) {
      return new TxState.Dead("its last height has passed for good");
    }
    if (slots() ? tx.slot() < settledSlots(tx.signer()) : settledRefusal(tx.content())) {
      return new TxState.Dead("another transaction took its place for good");
    }
    return new TxState.Absent();
  }

  synchronized Optional<Position> find(TxId txId) {
    for (int height = blocks.size() - 1; height >= 0; height--) {
      List<Executed> content = blocks.get(height).content();
      for (int i = 0; i < content.size(); i++) {
        if (content.get(i).tx().id().equals(txId)) {
          return Optional.of(new Position(height, i, 0, blocks.get(height).hash()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the block at this position stands and is final. */
  synchronized boolean isSettled(Position position) {
    return position.block() < settledHeight
        && blocks.get(Math.toIntExact(position.block())).hash().equals(position.blockHash());
  }

  synchronized Content contentAt(Position position) {
    return executedAt(position).tx().content();
  }

  synchronized Optional<MemoryTx> settledHead(String origin) {
    return settled().stream()
        .filter(executed -> executed.fault().isEmpty())
        .map(Executed::tx)
        .filter(tx -> tx.content() instanceof Anchor a && a.checkpoint().origin().equals(origin))
        .reduce((a, b) -> size(b) >= size(a) ? b : a);
  }

  private TxState executedState(Position position) {
    Executed executed = executedAt(position);
    if (position.block() >= settledHeight) {
      return new TxState.Included(position);
    }
    return executed.fault().isPresent()
        ? new TxState.Failed(executed.fault().get(), "executed without effect")
        : new TxState.Final(position);
  }

  private Executed executedAt(Position position) {
    return blocks.get(Math.toIntExact(position.block())).content().get(position.tx());
  }

  private void admitToSlot(MemoryTx tx) throws LedgerException {
    if (tx.slot() < spentSlots(tx.signer())) {
      throw Fault.NONCE_TOO_LOW.because("its slot is taken");
    }
    Optional<MemoryTx> rival = rival(tx);
    if (rival.isPresent() && tx.fee() < rival.get().fee() * BUMP) {
      throw Fault.UNDERPRICED.because("a better paid transaction waits in its slot");
    }
    rival.ifPresent(other -> pool.remove(other.id()));
  }

  /** Takes a transaction that some node had, unless its slot has a better one. */
  private void offer(MemoryTx tx) {
    Optional<MemoryTx> rival = rival(tx);
    if (rival.isEmpty() || rival.get().fee() < tx.fee()) {
      rival.ifPresent(other -> pool.remove(other.id()));
      pool.put(tx.id(), tx);
    }
  }

  private Optional<MemoryTx> rival(MemoryTx tx) {
    return slots() ? pool.values().stream().filter(tx::rivals).findFirst() : Optional.empty();
  }

  private void requireTaken(MemoryTx tx) throws LedgerException {
    Optional<Fault> refusal = refusal(tx, List.of());
    if (refusal.isPresent()) {
      throw refusal.get().because("what this ledger holds does not allow it");
    }
  }

  private Optional<Fault> outcome(MemoryTx tx, List<Executed> ahead) {
    return tx.content() instanceof EventRecord event && rejects.test(event)
        ? Optional.of(Fault.REJECTED)
        : refusal(tx, ahead);
  }

  /** What the chain's own rules say to a transaction after everything executed so far. */
  private Optional<Fault> refusal(MemoryTx tx, List<Executed> ahead) {
    List<Executed> all = new ArrayList<>(executed(blocks.size()));
    all.addAll(ahead);
    return switch (tx.content()) {
      case Anchor anchor -> refusal(anchor.checkpoint(), all);
      case PledgeChange change -> book(all).refusal(change, String.valueOf(tx.signer()), now);
      case EventRecord _, Filler _ -> Optional.empty();
    };
  }

  private Optional<Fault> refusal(Checkpoint checkpoint, List<Executed> all) {
    return capabilities.has(Capability.MONOTONIC_HEAD)
        ? refusal(checkpoint, head(all, checkpoint.origin()))
        : Optional.empty();
  }

  /** Whether it would be refused for good; what bars a pledge may end, so that never is. */
  private boolean settledRefusal(Content content) {
    return content instanceof Anchor anchor && refusal(anchor.checkpoint(), settled()).isPresent();
  }

  private static PledgeBook book(List<Executed> executed) {
    PledgeBook book = new PledgeBook();
    for (Executed each : executed) {
      if (each.fault().isEmpty() && each.tx().content() instanceof PledgeChange change) {
        book.apply(change, String.valueOf(each.tx().signer()), each.at());
      }
    }
    return book;
  }

  private static Optional<Fault> refusal(Checkpoint checkpoint, Optional<Checkpoint> head) {
    if (head.isEmpty() || head.get().size() < checkpoint.size()) {
      return Optional.empty();
    }
    if (head.get().size() > checkpoint.size()) {
      return Optional.of(Fault.STALE_HEAD);
    }
    return Objects.equals(head.get().root(), checkpoint.root())
        ? Optional.empty()
        : Optional.of(Fault.CONTRADICTION);
  }

  private static Optional<Checkpoint> head(List<Executed> executed, String origin) {
    return checkpoints(executed).stream()
        .filter(checkpoint -> checkpoint.origin().equals(origin))
        .reduce((a, b) -> b);
  }

  private static List<Checkpoint> checkpoints(List<Executed> executed) {
    return executed.stream()
        .filter(e -> e.fault().isEmpty())
        .map(e -> e.tx().content())
        .filter(Anchor.class::isInstance)
        .map(content -> ((Anchor) content).checkpoint())
        .toList();
  }

  private List<Executed> executed(int height) {
    return blocks.subList(0, height).stream().flatMap(b -> b.content().stream()).toList();
  }

  private List<Executed> settled() {
    return executed(settledHeight);
  }

  /** The lowest slot that is neither spent nor waiting. */
  private long nextSlot(long signer) {
    long slot = spentSlots(signer);
    while (waits(signer, slot)) {
      slot++;
    }
    return slot;
  }

  private boolean waits(long signer, long slot) {
    return pool.values().stream().anyMatch(tx -> tx.signer() == signer && tx.slot() == slot);
  }

  private long spentSlots(long signer) {
    return spentSlots(signer, blocks.size(), List.of());
  }

  private long settledSlots(long signer) {
    return spentSlots(signer, settledHeight, List.of());
  }

  private long spentSlots(long signer, int height, List<Executed> ahead) {
    return executed(height).stream().filter(e -> e.tx().signer() == signer).count()
        + ahead.stream().filter(e -> e.tx().signer() == signer).count();
  }

  private boolean slots() {
    return capabilities.has(Capability.REPLACEMENT);
  }

  private long expiry() {
    return capabilities.has(Capability.NATIVE_EXPIRY) ? blocks.size() + LIFETIME : Long.MAX_VALUE;
  }

  private static boolean expired(MemoryTx tx, int height) {
    return height > tx.expiry();
  }

  private static long size(MemoryTx tx) {
    return tx.content() instanceof Anchor anchor ? anchor.checkpoint().size() : -1;
  }
}
