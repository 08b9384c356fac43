package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.xinghuo.ModelState.Account;
import org.bricscodes.tlog.Digest;

/**
 * A chain of the family in memory, with the rules of the reference documentation: it parses blobs
 * strictly, verifies both kinds of signature, wants nonces one after the other, lets a transaction
 * take the place of another at eleven tenths of its gas price, executes nothing after its last
 * height, drops what has waited ten minutes, charges fees for failures too, keeps a reserve, and
 * versions metadata. What it does not have: contracts, privileges, several signers, consensus.
 *
 * <p>It makes a block when it is told to, {@link #mine}. All methods may be called from any thread.
 */
final class ModelChain {

  static final long RESERVE = 10_000_000;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int SNAPSHOTS = 64;
  private static final int SIGNATURE_FRAME = 76;

  private static final int BAD_PARAMETER = 2;
  private static final int EXISTS = 3;
  private static final int WEIGHT = 93;
  private static final int TOO_MANY_OPERATIONS = 98;
  private static final int NONCE = 99;
  private static final int LOW_RESERVE = 100;
  private static final int NO_ACCOUNT = 103;
  private static final int FEE = 111;
  private static final int POOL_FULL = 114;
  private static final int QUEUE = 160;
  private static final int DOMAIN = 170;

  /** A transaction that was let in. */
  record Pooled(Digest hash, Transaction tx, SignedBlob signed, Instant incoming) {

    long fee() {
      return tx.gasPrice()
          * (signed.blob().length() / 2 + signed.publicKey().length() + SIGNATURE_FRAME);
    }
  }

  /** A transaction that stands in a block. */
  record Done(Pooled pooled, int code, String description, long seq, long closeTime) {}

  record Block(
      long seq,
      String hash,
      String previousHash,
      String accountHash,
      long closeTime,
      List<Done> done) {}

  /** What a node says to a submission. */
  record Verdict(long code, String description) {

    static final Verdict OK = new Verdict(0, "");
  }

  private final ChainProfile profile;
  private final long chainId;
  private final String name;
  private final InstantSource clock;
  private final BlobCodec codec;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Long, ModelState> snapshots = new HashMap<>();
  private final Map<Digest, Pooled> pool = new LinkedHashMap<>();
  private final Map<Digest, Done> history = new HashMap<>();
  private ModelState state = new ModelState(Map.of());
  private long minGasPrice = 1;
  private int poolLimit = 1000;

  /**
   * @param name makes its first block its own
   */
  ModelChain(ChainProfile profile, long chainId, String name, InstantSource clock) {
    this.profile = profile;
    this.chainId = chainId;
    this.name = name;
    this.clock = clock;
    this.codec = new BlobCodec(profile);
    append(List.of());
  }

  ChainProfile profile() {
    return profile;
  }

  long chainId() {
    return chainId;
  }

  /** Makes the account if there is none, and gives it so much more. */
  synchronized void fund(String address, long amount) {
    Account account = account(address);
    state =
        state.with(
            address, new Account(account.balance() + amount, account.nonce(), account.metadata()));
    snapshot();
  }

  /** Sets or, with an empty value, takes away an entry, as the key's holder could at any time. */
  synchronized void overwrite(String address, String key, String value) {
    Account account = account(address);
    Map<String, ModelState.Entry> metadata = new HashMap<>(account.metadata());
    metadata.remove(key);
    if (!value.isEmpty()) {
      metadata.put(key, new ModelState.Entry(value, 1));
    }
    state = state.with(address, new Account(account.balance(), account.nonce(), metadata));
    snapshot();
  }

  synchronized void requireGasPrice(long least) {
    minGasPrice = least;
  }

  synchronized void limitPool(int most) {
    poolLimit = most;
  }

  /** Forgets all that waits, as when every node restarts. */
  synchronized void dropPool() {
    pool.clear();
  }

  /** Makes a block of all that can be executed. */
  synchronized void mine() {
    drop();
    long seq = blocks.size() + 1L;
    List<Done> done = new ArrayList<>();
    List<Pooled> waiting = new ArrayList<>(pool.values());
    waiting.sort(Comparator.comparingLong(pooled -> pooled.tx().nonce()));
    for (Pooled pooled : waiting) {
      Transaction tx = pooled.tx();
      if (tx.ceilLedgerSeq() != 0 && tx.ceilLedgerSeq() < seq) {
        pool.remove(pooled.hash());
      } else if (tx.nonce() == account(tx.source()).nonce() + 1) {
        pool.remove(pooled.hash());
        ModelState.Outcome outcome = state.execute(tx, pooled.fee(), RESERVE);
        state = outcome.state();
        done.add(new Done(pooled, outcome.code(), outcome.description(), seq, now()));
      }
    }
    append(done);
    pool.values().removeIf(pooled -> pooled.tx().nonce() <= account(pooled.tx().source()).nonce());
  }

  /** Makes blocks without transactions. */
  synchronized void mineEmpty(int blocks) {
    for (int i = 0; i < blocks; i++) {
      append(List.of());
    }
  }

  /** Takes a transaction, or says why not. */
  synchronized Verdict submit(SignedBlob signed, long domainId) {
    drop();
    Transaction tx;
    try {
      tx = codec.parse(signed.blobBytes());
    } catch (IllegalArgumentException e) {
      return new Verdict(BAD_PARAMETER, "the blob cannot be parsed: " + e.getMessage());
    }
    if (tx.domainId() != domainId) {
      return new Verdict(DOMAIN, "another domain");
    }
    Digest hash = Digest.parseHex(signed.txId().value());
    Verdict verdict = judge(new Pooled(hash, tx, signed, clock.instant()));
    return verdict;
  }

  private Verdict judge(Pooled pooled) {
    Transaction tx = pooled.tx();
    long seq = blocks.size() + 1L;
    if (tx.chainId() != chainId) {
      return new Verdict(BAD_PARAMETER, "another chain id");
    }
    if (!state.accounts().containsKey(tx.source())) {
      return new Verdict(NO_ACCOUNT, "no such account");
    }
    if (!isSigned(pooled)) {
      return new Verdict(WEIGHT, "the signature is not the account's");
    }
    if (tx.operations().isEmpty()) {
      return new Verdict(BAD_PARAMETER, "no operation");
    }
    if (tx.operations().size() > Transaction.MAX_OPERATIONS) {
      return new Verdict(TOO_MANY_OPERATIONS, "more than 100 operations");
    }
    if (pool.containsKey(pooled.hash())) {
      return new Verdict(EXISTS, "it is in the pool already");
    }
    Account account = account(tx.source());
    if (tx.nonce() <= account.nonce()) {
      return new Verdict(NONCE, "the account's nonce is " + account.nonce());
    }
    if (tx.ceilLedgerSeq() != 0 && tx.ceilLedgerSeq() < seq) {
      return new Verdict(BAD_PARAMETER, "the next block is " + seq);
    }
    if (tx.gasPrice() < minGasPrice || tx.feeLimit() < pooled.fee()) {
      return new Verdict(FEE, "the fee is " + pooled.fee() + " at a gas price of " + minGasPrice);
    }
    if (account.balance() - RESERVE <= tx.feeLimit()) {
      return new Verdict(LOW_RESERVE, "the balance is not enough");
    }
    return enqueue(pooled);
  }

  private Verdict enqueue(Pooled pooled) {
    Optional<Pooled> rival =
        pool.values().stream()
            .filter(other -> other.tx().source().equals(pooled.tx().source()))
            .filter(other -> other.tx().nonce() == pooled.tx().nonce())
            .findFirst();
    if (rival.isPresent()) {
      if (pooled.tx().gasPrice() * 10 < rival.get().tx().gasPrice() * 11) {
        return new Verdict(QUEUE, "Drop the transaction to insert queue because of low fee");
      }
      pool.remove(rival.get().hash());
    } else if (pool.size() >= poolLimit) {
      return new Verdict(POOL_FULL, "the pool is full");
    }
    pool.put(pooled.hash(), pooled);
    return Verdict.OK;
  }

  private boolean isSigned(Pooled pooled) {
    try {
      VerifyingKey key = profile.keys().parsePublic(pooled.signed().publicKey());
      return profile.keys().isOf(pooled.tx().source(), key)
          && key.verifies(pooled.signed().blobBytes(), pooled.signed().signatureBytes());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Height of the newest block; the first is 1. */
  synchronized long height() {
    return blocks.size();
  }

  synchronized Digest genesis() {
    return Digest.parseHex(blocks.getFirst().hash());
  }

  synchronized Optional<Block> block(long seq) {
    return seq >= 1 && seq <= blocks.size()
        ? Optional.of(blocks.get((int) seq - 1))
        : Optional.empty();
  }

  /** An account as it stood at a height, which is one of the newest. */
  synchronized Optional<Account> account(String address, long height) {
    ModelState at = snapshots.get(height);
    if (at == null) {
      throw new IllegalArgumentException("the state of block " + height + " is not kept");
    }
    return Optional.ofNullable(at.accounts().get(address));
  }

  synchronized Optional<Done> done(Digest hash) {
    return Optional.ofNullable(history.get(hash));
  }

  synchronized Optional<Pooled> pooled(Digest hash) {
    drop();
    return Optional.ofNullable(pool.get(hash));
  }

  synchronized List<Pooled> pool() {
    drop();
    return List.copyOf(pool.values());
  }

  /** Every transaction that was executed, oldest first. */
  synchronized List<Done> executed() {
    return blocks.stream().flatMap(block -> block.done().stream()).toList();
  }

  private Account account(String address) {
    return state.accounts().getOrDefault(address, new Account(0, 0, Map.of()));
  }

  private void drop() {
    Instant oldest = clock.instant().minus(PATIENCE);
    pool.values().removeIf(pooled -> pooled.incoming().isBefore(oldest));
  }

  private long now() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return blocks.isEmpty() ? now : Math.max(now, blocks.getLast().closeTime() + 1);
  }

  private void append(List<Done> done) {
    long seq = blocks.size() + 1L;
    String previous = blocks.isEmpty() ? "" : blocks.getLast().hash();
    String accounts = hash(name + state.hashCode() + done.size());
    long closeTime = done.isEmpty() ? now() : done.getFirst().closeTime();
    String hash = hash(name + "/" + seq + "/" + previous + "/" + accounts + "/" + closeTime);
    blocks.add(new Block(seq, hash, previous, accounts, closeTime, List.copyOf(done)));
    done.forEach(one -> history.put(one.pooled().hash(), one));
    snapshot();
  }

  private void snapshot() {
    long seq = blocks.size();
    snapshots.put(seq, state);
    snapshots.remove(seq - SNAPSHOTS);
  }

  private static String hash(String text) {
    return Digest.sha256(text.getBytes(UTF_8)).toString();
  }
}
