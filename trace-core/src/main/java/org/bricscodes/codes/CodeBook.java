package org.bricscodes.codes;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
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
 * <p><b>Keys.</b> Each epoch remembers which master key it was used with. With another key nothing
 * is issued or made again in that epoch, and checking answers {@link CodeCheck.KeyUnknown}. {@link
 * #epochs} says which there are, and moves on to the next.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; those that touch the store block
 * and are interruptible. {@link #check} reads at most twice, and for a guess not at all, but once a
 * second for the keys other processes may have begun to use.
 */
public final class CodeBook {

  /** Batches of an epoch, while parties are not listed yet. */
  private static final int ISSUERS_LOOKED_AT = 1_000;

  private final Rows rows;
  private final Parties parties;
  private final Ranges ranges;
  private final BatchOrders orders;
  private final EpochKeys keys;
  private final KeyEpochs epochs;
  private final SerialCiphers ciphers = new SerialCiphers();
  private volatile boolean partiesKnown;

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public CodeBook(Store store, KeyRing ring, InstantSource clock, RandomGenerator random) {
    rows = new Rows(store, random);
    parties = new Parties(rows);
    keys = new EpochKeys(rows, ring, clock);
    ranges = new Ranges(rows, new CodeNotices(rows, clock), clock);
    epochs = new KeyEpochs(rows, keys, ranges, clock);
    orders = new BatchOrders(rows, ranges);
  }

  /** With one master key. */
  public CodeBook(Store store, KeyHolder master, InstantSource clock, RandomGenerator random) {
    this(store, KeyRing.of(List.of(master)), clock, random);
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(
        Rows.KEYS, Rows.RANGES, Rows.GTINS, Rows.ORDERS, Rows.OWNERS, Rows.PARTIES, Rows.NOTICES);
  }

  /**
   * Issues a batch in the {@linkplain KeyEpochs#current current} epoch. An order with an
   * idempotency key that this owner used before yields the batch issued then.
   *
   * @throws CodesException.KeyMismatch if the epoch belongs to another master key
   * @throws CodesException.EpochsExhausted if every epoch is compromised
   * @throws CodesException.HolderFailed if the master key's holder cannot answer
   * @throws CodesException.CountersExhausted if the GTIN has too few serials left in this epoch
   * @throws CodesException.IdempotencyConflict if the key was used for different contents
   * @throws CodesException.Contended if writers kept each other from progress; nothing was issued
   * @throws org.bricscodes.store.StoreException if the store failed; a range may be lost
   */
  public Batch issue(BatchOrder order) {
    return orders.issue(order, () -> allocate(order));
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
    int generation = ranges.generation(batch.gtin(), batch.epoch(), batch.firstCounter());
    return new SerialRun(keys.key(batch.epoch(), generation), batch);
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
   * @param serial AI (21) decoded, as scanned; in lower case it is the same serial
   */
  public CodeCheck check(Gtin gtin, @Nullable String lot, String serial) {
    return check(gtin, lot, serial, ranges);
  }

  /** For the codes of a list. */
  public CodeChecks checks() {
    return new CodeChecks(this, ranges);
  }

  CodeCheck check(Gtin gtin, @Nullable String lot, String serial, Allocations allocations) {
    Serial parsed;
    try {
      parsed = Serial.parseScanned(serial);
    } catch (IllegalArgumentException e) {
      return new CodeCheck.Malformed(String.valueOf(e.getMessage()));
    }
    CodeCheck check = check(gtin, lot, parsed, allocations);
    // In lower case a serial of somebody else's may look like one of ours.
    return check instanceof CodeCheck.NotIssued && !parsed.text().equals(serial)
        ? new CodeCheck.Malformed("a serial is digits and upper-case letters without I, L, O and U")
        : check;
  }

  private CodeCheck check(Gtin gtin, @Nullable String lot, Serial parsed, Allocations allocations) {
    List<KeyGeneration> known = keys.look(parsed.epoch());
    CodeCheck check = check(gtin, lot, parsed, known, allocations);
    if (check instanceof CodeCheck.NotIssued && !known.isEmpty()) {
      List<KeyGeneration> now = keys.lookAgain(parsed.epoch());
      return now.size() == known.size() ? check : check(gtin, lot, parsed, now, allocations);
    }
    return check;
  }

  /**
   * What an inspector needs to check codes of one product and key epoch off-line: secret.
   *
   * @param generation as {@link KeyEpochs#list} tells it
   * @throws CodesException.KeyMismatch if no code was issued under this epoch and generation, or
   *     its master key is not here
   */
  public InspectorKey inspectorKey(Gtin gtin, KeyEpoch epoch, int generation) {
    return InspectorKey.of(
        keys.key(epoch, generation),
        generation,
        keys.look(epoch).size(),
        gtin,
        ranges.batches(gtin, epoch, generation, InspectorKey.MAX_BATCHES));
  }

  /** Which keys codes are and were issued under. */
  public KeyEpochs epochs() {
    return epochs;
  }

  /** The party that issued the first codes for a GTIN, if anybody did; two batched reads. */
  public Optional<String> firstIssuer(Gtin gtin) {
    List<BatchId> first =
        ranges.epochs(gtin).stream().map(epoch -> new BatchId(gtin, epoch, 0)).toList();
    return ranges.batches(first).stream()
        .min(Comparator.comparing(Batch::created))
        .map(Batch::owner);
  }

  /** Whether codes were ever issued for a GTIN; one batched read. */
  public boolean knows(Gtin gtin) {
    return !ranges.epochs(gtin).isEmpty();
  }

  /** The parties that ordered codes for a GTIN, the first {@link Parties#MAX} by name; one read. */
  public Set<String> issuers(Gtin gtin) {
    return issuers(gtin, null);
  }

  /**
   * The same, of one lot.
   *
   * @param lot null: of any
   */
  Set<String> issuers(Gtin gtin, @Nullable String lot) {
    Set<String> issuers = new HashSet<>(parties.issuers(gtin, lot));
    if (!partiesAreKnown()) {
      for (KeyEpoch epoch : ranges.epochs(gtin)) {
        ranges.first(gtin, epoch, ISSUERS_LOOKED_AT).stream()
            .filter(batch -> lot == null || lot.equals(batch.lot()))
            .forEach(batch -> issuers.add(batch.owner()));
      }
    }
    return Set.copyOf(issuers);
  }

  /** Whether {@link EarlierParties} is done; once it is, nothing is read to know. */
  boolean partiesAreKnown() {
    if (!partiesKnown) {
      partiesKnown = EarlierParties.isDone(rows);
    }
    return partiesKnown;
  }

  /** Whether any code was ever issued in this store, whatever the key. */
  public static boolean hasIssued(Store store) {
    return EpochKeys.anyRecorded(store);
  }

  /** Epochs that have codes made with another master key; empty when all is well. */
  public List<KeyEpoch> unreadableEpochs() {
    return keys.foreign();
  }

  private Batch allocate(BatchOrder order) {
    Batch batch = null;
    while (batch == null) {
      IssuingEpoch epoch = epochs.current();
      var _ = keys.key(epoch.epoch(), epoch.generation()); // else nobody could print them
      batch = ranges.allocate(order, epoch.epoch(), epoch.generation());
    }
    return batch;
  }

  /** By each key of the serial's epoch: almost always there is one. */
  private CodeCheck check(
      Gtin gtin,
      @Nullable String lot,
      Serial serial,
      List<KeyGeneration> generations,
      Allocations allocations) {
    boolean unreadable = false;
    for (KeyGeneration generation : generations) {
      EpochKey key = generation.key();
      long counter = key == null ? -1 : ciphers.decipher(key, gtin, serial);
      Batch batch = counter < 0 ? null : allocations.holding(gtin, serial.epoch(), counter);
      if (batch != null
          && (generations.size() == 1
              || allocations.generation(gtin, serial.epoch(), counter) == generation.number())) {
        return lot == null || lot.equals(batch.lot())
            ? new CodeCheck.Genuine(batch, counter, serial)
            : new CodeCheck.WrongLot(batch, counter, serial);
      }
      unreadable |= key == null;
    }
    return unreadable ? new CodeCheck.KeyUnknown(serial.epoch()) : new CodeCheck.NotIssued();
  }
}
