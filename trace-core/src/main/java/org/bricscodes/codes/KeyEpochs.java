package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Which key codes are issued under, and what is known of the others.
 *
 * <p>Epochs are counted without end, and never backwards, whatever the clock does: the calendar
 * moves on to the number of its quarter once that is higher than the current one, {@link #rotate}
 * to the next number at once. A number's character is the number mod 32. Where the character was
 * used before, its counters go on; its key is used again only if it comes from the newest master
 * key and is not {@linkplain #compromise compromised}, else a new generation of the character
 * begins, or, with no newer master key to begin it with, the character is passed over.
 *
 * <p><b>Durability.</b> What {@link #rotate} and {@link #compromise} return survives power loss.
 * Every change is one compare-and-set, so of several at once each takes effect after another; a
 * crash leaves at worst a generation nothing was issued under, which the next change uses.
 *
 * <p><b>Without downtime.</b> Issuers read the current epoch for every batch: a rotation stops
 * nothing, and a batch that overlaps it is issued under the epoch before or after.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, block and are interruptible.
 *
 * <pre>
 *   code_keys  "now" · (empty)        → the current {@link IssuingEpoch}
 *              "now" · 01 ‖ ordinal   → every one so far
 * </pre>
 */
public final class KeyEpochs {

  /** Most epochs that {@link #history} lists. */
  public static final int MAX_HISTORY = 1000;

  private static final int MAX_ATTEMPTS = 1000;
  private static final byte[] NOW = EpochKey.ascii("now");
  private static final byte PAST = 1;
  private static final Key CURRENT = Key.of(Rows.KEYS, NOW);

  private final Rows rows;
  private final EpochKeys keys;
  private final Ranges ranges;
  private final InstantSource clock;

  KeyEpochs(Rows rows, EpochKeys keys, Ranges ranges, InstantSource clock) {
    this.rows = rows;
    this.keys = keys;
    this.ranges = ranges;
    this.clock = clock;
  }

  /**
   * The epoch to issue in, moved on if the calendar says so or its key is compromised.
   *
   * @throws CodesException.KeyMismatch if the next one was last used with a master key that is not
   *     here
   * @throws CodesException.EpochsExhausted if all are compromised
   * @throws CodesException.HolderFailed if the holder of the newest master key cannot answer
   */
  public IssuingEpoch current() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      byte[] row = rows.get(CURRENT);
      IssuingEpoch now = row == null ? null : IssuingEpoch.read(row);
      long calendar = KeyEpoch.ordinal(clock.instant());
      if (now != null
          && now.ordinal() >= calendar
          && compromise(now.epoch(), now.generation()) == null) {
        return now;
      }
      long from = now == null ? calendar : Math.max(calendar, now.ordinal() + 1);
      IssuingEpoch next = moveOn(row, from, "", "");
      if (next != null) {
        return next;
      }
    }
    throw new CodesException.Contended();
  }

  /**
   * Moves on to the next epoch at once.
   *
   * @param by who does, 1 to 200 characters
   * @param reason in their words, 1 to 200 characters
   * @param from the {@link IssuingEpoch#ordinal} the caller saw, so that a repeated call moves on
   *     only once; empty: whatever is current
   * @throws CodesException.EpochMoved if another is current than {@code from}; nothing was done
   * @throws CodesException.InvalidOrder if a text is empty or too long
   * @throws CodesException as {@link #current}
   */
  public IssuingEpoch rotate(String by, String reason, OptionalLong from) {
    checkTexts(by, reason);
    return step(by, reason, from);
  }

  /**
   * Records that others may know a key. If it is the current one, no batch begun after this
   * returned is issued under it. Recorded again, the earlier {@code since} stands.
   *
   * @param generation as {@link #list} tells it
   * @param since from when they may have known it, not in the future
   * @throws IllegalArgumentException if there is no such key, or {@code since} is in the future
   * @throws CodesException.InvalidOrder if a text is empty or too long
   */
  public EpochStatus compromise(
      KeyEpoch epoch, int generation, Instant since, String by, String reason) {
    checkTexts(by, reason);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = since.truncatedTo(ChronoUnit.MICROS);
    if (from.isAfter(now)) {
      throw new IllegalArgumentException("a key is compromised since a time that has passed");
    }
    if (generation < 0 || keys.read(epoch).size() <= generation) {
      throw new IllegalArgumentException("no codes were issued under this epoch and generation");
    }
    Key key = EpochKeys.compromiseKey(epoch, generation);
    Compromise marked = new Compromise(from, now, by, reason);
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (row != null && !marked.since().isBefore(Compromise.read(row).since())) {
        return status(epoch, generation);
      }
      switch (rows.compareAndSet(key, row, List.of(new Write.Put(key, marked.row())))) {
        case CasResult.Applied _ -> {
          return status(epoch, generation);
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  /** Every key that codes were made with, by character, then generation. */
  public List<EpochStatus> list() {
    List<EpochStatus> all = new ArrayList<>();
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      KeyEpoch epoch = new KeyEpoch(number);
      for (KeyGeneration generation : keys.read(epoch)) {
        all.add(status(generation));
      }
    }
    return all;
  }

  /** The key that a code was made with. */
  public EpochStatus status(CodeCheck.Genuine code) {
    KeyEpoch epoch = code.batch().epoch();
    return status(epoch, ranges.generation(code.batch().gtin(), epoch, code.counter()));
  }

  /** How many codes were given out under a key, over all GTINs. Reads a row for each GTIN. */
  public long issued(EpochStatus key) {
    return ranges.issued(key.epoch(), key.generation());
  }

  /** The epochs that codes were issued in, newest first, {@link #MAX_HISTORY} at most. */
  public List<IssuingEpoch> history() {
    Page page =
        rows.scan(
            Scan.of(Rows.KEYS, NOW, MAX_HISTORY).between(new byte[] {PAST}, null).descending());
    return page.rows().stream().map(row -> IssuingEpoch.read(row.value())).toList();
  }

  /** The public names of the master keys, oldest first. */
  public List<String> masterKeys() {
    return keys.ring().names();
  }

  /**
   * Makes one more master key and moves on to an epoch under it. A crash in between leaves the key,
   * which the next epoch uses.
   *
   * @throws CodesException.UnusableKey if no key can be made here
   * @throws CodesException as {@link #rotate}
   */
  public IssuingEpoch rotateMasterKey(String by, String reason, OptionalLong from) {
    checkTexts(by, reason);
    requireStill(stored(rows.get(CURRENT)), from);
    var _ = keys.ring().grow();
    return step(by, reason, OptionalLong.empty());
  }

  private IssuingEpoch step(String by, String reason, OptionalLong from) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      byte[] row = rows.get(CURRENT);
      long now = stored(row);
      requireStill(now, from);
      IssuingEpoch next =
          moveOn(row, Math.max(now + 1, KeyEpoch.ordinal(clock.instant())), by, reason);
      if (next != null) {
        return next;
      }
    }
    throw new CodesException.Contended();
  }

  /** The ordinal codes were last issued in; where none is recorded yet, it can only be today's. */
  private long stored(byte @Nullable [] row) {
    return row == null ? KeyEpoch.ordinal(clock.instant()) : IssuingEpoch.read(row).ordinal();
  }

  private static void requireStill(long now, OptionalLong from) {
    if (from.isPresent() && from.getAsLong() != now) {
      throw new CodesException.EpochMoved(now);
    }
  }

  /** Moves from what {@code row} holds to the first usable epoch; null: another did meanwhile. */
  private @Nullable IssuingEpoch moveOn(
      byte @Nullable [] row, long from, String by, String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (long ordinal = from; ordinal < from + KeyEpoch.COUNT; ordinal++) {
      int generation = usable(KeyEpoch.ofOrdinal(ordinal), now);
      if (generation >= 0) {
        IssuingEpoch next = new IssuingEpoch(ordinal, generation, now, by, reason);
        Key past =
            new Key(Rows.KEYS, NOW, ByteBuffer.allocate(9).put(PAST).putLong(ordinal).array());
        List<Write> writes =
            List.of(new Write.Put(CURRENT, next.row()), new Write.Put(past, next.row()));
        return rows.compareAndSet(CURRENT, row, writes) instanceof CasResult.Applied ? next : null;
      }
    }
    throw new CodesException.EpochsExhausted();
  }

  /**
   * The generation of a character that can be issued under, begun if need be; -1: there is none.
   */
  private int usable(KeyEpoch epoch, Instant now) {
    List<KeyGeneration> generations = keys.read(epoch);
    if (!generations.isEmpty()) {
      KeyGeneration last = generations.getLast();
      if (last.key() == null) {
        throw new CodesException.KeyMismatch(epoch);
      }
      if (last.isOf(keys.ring().newest())) {
        return compromise(epoch, last.number()) == null ? last.number() : -1;
      }
      if (last.number() == KeyGeneration.MAX_NUMBER) {
        return -1;
      }
    }
    int number = generations.size();
    keys.claim(epoch, number, now);
    // Whoever claimed it, it is judged like any other.
    return usable(epoch, now);
  }

  private @Nullable Compromise compromise(KeyEpoch epoch, int generation) {
    byte[] row = rows.get(EpochKeys.compromiseKey(epoch, generation));
    return row == null ? null : Compromise.read(row);
  }

  private EpochStatus status(KeyEpoch epoch, int generation) {
    List<KeyGeneration> generations = keys.look(epoch);
    if (generations.size() <= generation) {
      generations = keys.read(epoch);
    }
    return status(generations.get(generation));
  }

  private EpochStatus status(KeyGeneration generation) {
    byte[] row = rows.get(CURRENT);
    IssuingEpoch now = row == null ? null : IssuingEpoch.read(row);
    Compromise compromise = compromise(generation.epoch(), generation.number());
    EpochStatus.Standing standing;
    if (compromise != null) {
      standing = EpochStatus.Standing.COMPROMISED;
    } else if (now != null
        && now.epoch().equals(generation.epoch())
        && now.generation() == generation.number()) {
      standing = EpochStatus.Standing.CURRENT;
    } else {
      standing = EpochStatus.Standing.RETIRED;
    }
    return new EpochStatus(
        generation.epoch(),
        generation.number(),
        HexFormat.of().formatHex(generation.id()),
        generation.key() != null,
        generation.firstUse(),
        standing,
        compromise);
  }

  private static void checkTexts(String by, String reason) {
    OrderFaults faults = new OrderFaults();
    faults.text("by", by);
    faults.text("reason", reason);
    faults.throwIfAny();
  }
}
