package org.bricscodes.codes;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A state as bytes: version 2, number of the change, status, microseconds since 1970, party and
 * reason. The number makes every row of a subject differ from all before, so a compare-and-set
 * never mistakes an old state for the current one.
 */
final class CodeStateRow {

  private static final int VERSION = 2;
  private static final NumberedRow ROW = new NumberedRow(VERSION, "state row");

  private CodeStateRow() {}

  static byte[] encode(CodeState state, long number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    Instant at = state.at();
    String by = state.by();
    String reason = state.reason();
    if (at == null || by == null || reason == null) {
      throw new IllegalArgumentException("the issued state has no row");
    }
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(number);
      out.writeByte(code(state.status()));
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
      out.writeUTF(by);
      out.writeUTF(reason);
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  /** The state in a row; without a row, as issued. */
  static CodeState state(byte @Nullable [] row) {
    if (row == null) {
      return CodeState.ISSUED;
    }
    return ROW.read(
        row,
        in -> {
          CodeState.Status status = status(in.readByte());
          Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
          return new CodeState(status, in.readUTF(), at, in.readUTF());
        });
  }

  /** The number of the change that wrote a row; without a row, 0. */
  static long number(byte @Nullable [] row) {
    return ROW.number(row);
  }

  static int code(CodeState.Status status) {
    return switch (status) {
      case ORDERED -> 1;
      case PRINTED -> 2;
      case APPLIED -> 3;
      case ACTIVE -> 4;
      case SOLD -> 5;
      case RECALLED -> 6;
      case VOID -> 7;
    };
  }

  static CodeState.Status status(int code) {
    return switch (code) {
      case 1 -> CodeState.Status.ORDERED;
      case 2 -> CodeState.Status.PRINTED;
      case 3 -> CodeState.Status.APPLIED;
      case 4 -> CodeState.Status.ACTIVE;
      case 5 -> CodeState.Status.SOLD;
      case 6 -> CodeState.Status.RECALLED;
      case 7 -> CodeState.Status.VOID;
      default -> throw new StoreException.Corrupt("state row of an unknown status");
    };
  }
}
