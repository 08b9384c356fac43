package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A batch as bytes: version 2, count, microseconds since 1970, owner, lot, then expiry, plant and
 * product, each as a presence byte and text ({@link DataOutputStream#writeUTF}), and the markets as
 * their number and texts. GTIN, epoch and first counter are the row's key.
 */
final class BatchRow {

  private static final int VERSION = 2;

  private BatchRow() {}

  static byte[] encode(Batch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(batch.count());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, batch.created()));
      out.writeUTF(batch.owner());
      out.writeUTF(batch.lot());
      LocalDate expiry = batch.expiry();
      writeText(out, expiry == null ? null : expiry.toString());
      writeText(out, batch.plant());
      writeText(out, batch.product());
      out.writeShort(batch.markets().size());
      for (String market : batch.markets()) {
        out.writeUTF(market);
      }
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static Batch decode(BatchId id, byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("batch row of an unknown version");
      }
      long count = in.readLong();
      Instant created = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      String owner = in.readUTF();
      String lot = in.readUTF();
      String expiry = readText(in);
      String plant = readText(in);
      String product = readText(in);
      List<String> markets = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        markets.add(in.readUTF());
      }
      return new Batch(
          id,
          owner,
          count,
          lot,
          expiry == null ? null : LocalDate.parse(expiry),
          plant,
          product,
          markets,
          created);
    } catch (IOException e) {
      throw new StoreException.Corrupt("batch row is cut short", e);
    }
  }

  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
