package org.bricscodes.codes;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Issues codes, makes them again, and tells issued from guessed.
 *
 * <p><b>Durability.</b> When {@link #issue} returns, the batch survives power loss. Counters are
 * allocated by compare-and-set, so concurrent issuers, also in several processes, never share one;
 * a crash leaves at worst a range of counters nobody was given.
 *
 * <p><b>Keys.</b> Each epoch remembers which master key it was first used with. With another key
 * nothing is issued or made again in that epoch, and checking answers {@link CodeCheck.KeyUnknown}.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; those that touch the store block
 * and are interruptible. {@link #check} reads at most twice, and not at all for a guess.
 */
public final class CodeBook {

  private final Ranges ranges;
  private final BatchOrders orders;
  private final EpochKeys keys;
  private final SerialCiphers ciphers = new SerialCiphers();

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public CodeBook(Store store, MasterKey master, InstantSource clock, RandomGenerator random) {
    Rows rows = new Rows(store, random);
    keys = new EpochKeys(rows, master);
    ranges = new Ranges(rows, clock);
    orders = new BatchOrders(rows, ranges);
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(Rows.KEYS, Rows.RANGES, Rows.ORDERS, Rows.OWNERS);
  }

  /**
   * Issues a batch in the current quarter's epoch. An order with an idempotency key that this owner
   * used before yields the batch issued then.
   *
   * @throws CodesException.KeyMismatch if the epoch belongs to another master key
   * @throws CodesException.CountersExhausted if the GTIN has too few serials left in this epoch
   * @throws CodesException.IdempotencyConflict if the key was used for different contents
   * @throws CodesException.Contended if writers kept each other from progress; nothing was issued
   * @throws org.bricscodes.store.StoreException if the store failed; a range may be lost
   */
  public Batch issue(BatchOrder order) {
    return orders.issue(order, () -> keys.claim(ranges.epochNow()));
  }

  /** The batch with this id, whoever owns it. */
  public Optional<Batch> batch(BatchId id) {
    return Optional.ofNullable(ranges.batch(id));
  }

  /**
   * The owner's batches, newest first.
   *
   * @param cursor {@link BatchPage#next} of the page before, or null for the first
   * @param limit 1 to 1,000
   * @throws IllegalArgumentException if the cursor is not one of ours or the limit out of range
   */
  public BatchPage batches(String owner, @Nullable String cursor, int limit) {
    return orders.page(owner, cursor, limit);
  }

  /**
   * The serials of a batch, computed as they are read; the same ones every time.
   *
   * @throws CodesException.KeyMismatch if they were made with another master key
   */
  public SerialRun serials(Batch batch) {
    return new SerialRun(
        keys.recorded(batch.epoch())
            .orElseThrow(() -> new CodesException.KeyMismatch(batch.epoch())),
        batch);
  }

  /**
   * The inner code of a genuine item.
   *
   * @throws CodesException.KeyMismatch if it was made with another master key
   */
  public InnerCode innerCode(CodeCheck.Genuine code) {
    return serials(code.batch()).innerCodes().of(code.serial());
  }

  /** Checks a serial printed without a lot, as in RFID tags and EPCIS events. */
  public CodeCheck check(Gtin gtin, String serial) {
    return check(gtin, null, serial);
  }

  /**
   * Checks a serial that stands beside a lot.
   *
   * @param lot AI (10) decoded, compared exactly; null when the label has none
   * @param serial AI (21) decoded, exactly as scanned
   */
  public CodeCheck check(Gtin gtin, @Nullable String lot, String serial) {
    Serial parsed;
    try {
      parsed = new Serial(serial);
    } catch (IllegalArgumentException e) {
      return new CodeCheck.Malformed(String.valueOf(e.getMessage()));
    }
    EpochKeys.Answer answer = keys.look(parsed.epoch());
    return switch (answer) {
      case EpochKeys.Unused _ -> new CodeCheck.NotIssued();
      case EpochKeys.Foreign _ -> new CodeCheck.KeyUnknown(parsed.epoch());
      case EpochKeys.Ours ours -> check(gtin, lot, parsed, ours.key());
    };
  }

  /** Whether any code was ever issued in this store, whatever the key. */
  public static boolean hasIssued(Store store) {
    return EpochKeys.anyRecorded(store);
  }

  /** Epochs that have codes made with another master key; empty when all is well. */
  public List<KeyEpoch> unreadableEpochs() {
    return keys.foreign();
  }

  private CodeCheck check(Gtin gtin, @Nullable String lot, Serial serial, EpochKey key) {
    long counter = ciphers.decipher(key, gtin, serial);
    if (counter < 0) {
      return new CodeCheck.NotIssued();
    }
    Batch batch = ranges.holding(gtin, serial.epoch(), counter);
    if (batch == null) {
      return new CodeCheck.NotIssued();
    }
    return lot == null || lot.equals(batch.lot())
        ? new CodeCheck.Genuine(batch, counter, serial)
        : new CodeCheck.WrongLot(batch, counter, serial);
  }
}
