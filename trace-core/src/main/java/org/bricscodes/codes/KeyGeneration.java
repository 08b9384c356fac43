package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * One key that an epoch's character was used with: 0 is the first, and there are more where the
 * character came round again under a newer master key.
 *
 * @param id of the epoch key
 * @param firstUse null: not known
 * @param key null: its master key is not here
 */
@SuppressWarnings("ArrayRecordComponent") // the id is compared by its reader
record KeyGeneration(
    KeyEpoch epoch, int number, byte[] id, @Nullable Instant firstUse, @Nullable EpochKey key) {

  /** Most of one character: with one new master key each time it returns, 2,000 years. */
  static final int MAX_NUMBER = 255;

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  KeyGeneration(
      KeyEpoch epoch, int number, byte[] id, @Nullable Instant firstUse, @Nullable EpochKey key) {
    this.epoch = epoch;
    this.number = number;
    this.id = id;
    this.firstUse = firstUse;
    this.key = key;
  }

  static byte[] row(byte[] id, Instant firstUse) {
    return ByteBuffer.allocate(EpochKey.ID_BYTES + Long.BYTES)
        .put(id)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, firstUse))
        .array();
  }

  /** The key of {@code ring} that the row names is taken along. */
  static KeyGeneration read(KeyEpoch epoch, int number, byte[] row, KeyRing ring) {
    if (row.length != EpochKey.ID_BYTES && row.length != EpochKey.ID_BYTES + Long.BYTES) {
      throw new StoreException.Corrupt("key row of an unknown length");
    }
    byte[] id = Arrays.copyOf(row, EpochKey.ID_BYTES);
    Instant firstUse =
        row.length == EpochKey.ID_BYTES
            ? null
            : Instant.EPOCH.plus(
                ByteBuffer.wrap(row).getLong(EpochKey.ID_BYTES), ChronoUnit.MICROS);
    EpochKey key =
        ring.keys().stream()
            .map(holder -> EpochKey.of(holder, epoch))
            .filter(candidate -> Arrays.equals(candidate.id(), id))
            .findFirst()
            .orElse(null);
    return new KeyGeneration(epoch, number, id, firstUse, key);
  }

  boolean isOf(KeyHolder holder) {
    return Arrays.equals(EpochKey.of(holder, epoch).id(), id);
  }
}
