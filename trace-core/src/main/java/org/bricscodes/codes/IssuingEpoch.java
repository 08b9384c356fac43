package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bricscodes.store.StoreException;

/**
 * The epoch that codes are issued in from some time on.
 *
 * @param ordinal 4 · year + quarter for an epoch the calendar began; one more than the last, or
 *     more, for one that a rotation began; its character is the ordinal mod 32
 * @param generation of that character's key
 * @param since when it began
 * @param by who rotated; empty: the calendar
 * @param reason in their words; empty with the calendar
 */
public record IssuingEpoch(long ordinal, int generation, Instant since, String by, String reason) {

  private static final int VERSION = 1;

  /** Its character. */
  public KeyEpoch epoch() {
    return KeyEpoch.ofOrdinal(ordinal);
  }

  /** Version 1, ordinal, generation, microseconds since 1970, by, reason. */
  byte[] row() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(ordinal);
      out.writeByte(generation);
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, since));
      out.writeUTF(by);
      out.writeUTF(reason);
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static IssuingEpoch read(byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("epoch row of an unknown version");
      }
      long ordinal = in.readLong();
      int generation = in.readUnsignedByte();
      Instant since = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      return new IssuingEpoch(ordinal, generation, since, in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new StoreException.Corrupt("epoch row is cut short", e);
    }
  }
}
