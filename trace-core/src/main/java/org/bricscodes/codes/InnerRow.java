package org.bricscodes.codes;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link InnerState} as bytes: version 1, number of the change, then microseconds since 1970 of
 * the first try, the activation and the end of the lock (each {@link Long#MIN_VALUE} where there is
 * none), wrong codes ever and since the last unlock, whether it awaits its owner, and the number
 * and times of recent wrong codes. The number of the change makes every row differ from all before.
 */
final class InnerRow {

  private static final int VERSION = 1;
  private static final NumberedRow ROW = new NumberedRow(VERSION, "inner code row");
  private static final long NEVER = Long.MIN_VALUE;

  private InnerRow() {}

  static byte[] encode(InnerState state, long number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(number);
      writeTime(out, state.firstTried());
      writeTime(out, state.activated());
      writeTime(out, state.lockedUntil());
      out.writeLong(state.wrongEver());
      out.writeLong(state.wrongSinceUnlock());
      out.writeBoolean(state.awaitsOwner());
      out.writeByte(state.recent().size());
      for (Instant time : state.recent()) {
        writeTime(out, time);
      }
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  /** The state in a row; without a row, untried. */
  static InnerState state(byte @Nullable [] row) {
    if (row == null) {
      return InnerState.UNTRIED;
    }
    return ROW.read(
        row,
        in -> {
          Instant firstTried = readTime(in);
          Instant activated = readTime(in);
          Instant lockedUntil = readTime(in);
          long wrongEver = in.readLong();
          long wrongSinceUnlock = in.readLong();
          boolean awaitsOwner = in.readBoolean();
          int count = in.readUnsignedByte();
          List<Instant> recent = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            Instant time = readTime(in);
            if (time != null) {
              recent.add(time);
            }
          }
          return new InnerState(
              firstTried, activated, wrongEver, lockedUntil, awaitsOwner, wrongSinceUnlock, recent);
        });
  }

  /** The number of the change that wrote a row; without a row, 0. */
  static long number(byte @Nullable [] row) {
    return ROW.number(row);
  }

  private static void writeTime(DataOutputStream out, @Nullable Instant time) throws IOException {
    out.writeLong(time == null ? NEVER : ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  private static @Nullable Instant readTime(DataInputStream in) throws IOException {
    long micros = in.readLong();
    return micros == NEVER ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
