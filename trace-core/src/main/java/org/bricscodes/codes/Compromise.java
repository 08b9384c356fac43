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
 * That a key got, or may have got, into other hands. Codes it made before stay genuine; a scan of
 * one that contradicts others is the likelier to be of a copy.
 *
 * @param since from when it may have been known to others
 * @param noted when this was recorded
 * @param by who recorded it
 * @param reason in their words
 */
public record Compromise(Instant since, Instant noted, String by, String reason) {

  private static final int VERSION = 1;

  /** Version 1, microseconds since 1970 of since and noted, by, reason. */
  byte[] row() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, since));
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, noted));
      out.writeUTF(by);
      out.writeUTF(reason);
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static Compromise read(byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("compromise row of an unknown version");
      }
      Instant since = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      Instant noted = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      return new Compromise(since, noted, in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new StoreException.Corrupt("compromise row is cut short", e);
    }
  }
}
