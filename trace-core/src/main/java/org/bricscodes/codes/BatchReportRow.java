package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/** A report as bytes; its number is in its key. */
final class BatchReportRow {

  private static final int VERSION = 1;

  private BatchReportRow() {}

  static byte[] encode(BatchReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    Long from = report.from();
    String reason = report.reason();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(CodeStateRow.code(report.status()));
      out.writeUTF(report.by());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, report.at()));
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, report.recorded()));
      out.writeLong(from == null ? -1 : from);
      out.writeLong(report.count());
      out.writeLong(report.fresh());
      out.writeLong(report.wasted());
      out.writeBoolean(reason != null);
      if (reason != null) {
        out.writeUTF(reason);
      }
      out.writeUTF(report.digest());
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static BatchReport decode(long number, byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("report row of an unknown version");
      }
      CodeState.Status status = CodeStateRow.status(in.readByte());
      String by = in.readUTF();
      Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      Instant recorded = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      long from = in.readLong();
      long count = in.readLong();
      long fresh = in.readLong();
      long wasted = in.readLong();
      String reason = in.readBoolean() ? in.readUTF() : null;
      return new BatchReport(
          number,
          status,
          by,
          at,
          recorded,
          place(from),
          count,
          fresh,
          wasted,
          reason,
          in.readUTF());
    } catch (IOException e) {
      throw new StoreException.Corrupt("report row is cut short", e);
    }
  }

  private static @Nullable Long place(long from) {
    return from < 0 ? null : from;
  }
}
