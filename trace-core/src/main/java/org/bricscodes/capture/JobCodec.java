package org.bricscodes.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.capture.CaptureJob.Result;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A job row: {@code 01}, captureID, party, createdAt (milliseconds, 8), error behaviour (1), then
 * {@code 00} while running or {@code 01} and the result: finishedAt (8), recorded, duplicates,
 * refused, faultsOmitted (4 each), the number of faults (4), and per fault its event (4), eventID,
 * kind (1), pointer, message. Texts are a 2-byte length and modified UTF-8, as {@link
 * DataOutputStream#writeUTF} writes them. Enumerations are stored as one letter, never as an
 * ordinal.
 */
final class JobCodec {

  private static final int VERSION = 1;

  private JobCodec() {}

  static byte[] encode(CaptureJob job) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(job.captureID());
      out.writeUTF(job.party());
      out.writeLong(job.createdAt().toEpochMilli());
      out.writeByte(letter(job.errorBehaviour()));
      write(job.result(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array never fails
    }
    return bytes.toByteArray();
  }

  static CaptureJob decode(byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("capture job of an unknown version");
      }
      return new CaptureJob(
          in.readUTF(),
          in.readUTF(),
          Instant.ofEpochMilli(in.readLong()),
          behaviour(in.readByte()),
          result(in));
    } catch (IOException e) {
      throw new StoreException.Corrupt("capture job does not read", e);
    }
  }

  private static void write(@Nullable Result result, DataOutputStream out) throws IOException {
    out.writeBoolean(result != null);
    if (result == null) {
      return;
    }
    out.writeLong(result.finishedAt().toEpochMilli());
    out.writeInt(result.recorded());
    out.writeInt(result.duplicates());
    out.writeInt(result.refused());
    out.writeInt(result.faultsOmitted());
    out.writeInt(result.faults().size());
    for (CaptureFault fault : result.faults()) {
      out.writeInt(fault.event());
      out.writeUTF(fault.eventID());
      out.writeByte(letter(fault.kind()));
      out.writeUTF(fault.pointer());
      out.writeUTF(fault.message());
    }
  }

  private static @Nullable Result result(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    Instant finishedAt = Instant.ofEpochMilli(in.readLong());
    int recorded = in.readInt();
    int duplicates = in.readInt();
    int refused = in.readInt();
    int faultsOmitted = in.readInt();
    int count = in.readInt();
    if (count < 0 || count > Result.MAX_FAULTS) {
      throw new StoreException.Corrupt("capture job with an impossible number of faults");
    }
    List<CaptureFault> faults = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      faults.add(
          new CaptureFault(
              in.readInt(), in.readUTF(), kind(in.readByte()), in.readUTF(), in.readUTF()));
    }
    return new Result(finishedAt, recorded, duplicates, refused, faults, faultsOmitted);
  }

  private static char letter(ErrorBehaviour behaviour) {
    return switch (behaviour) {
      case ROLLBACK -> 'R';
      case PROCEED -> 'P';
    };
  }

  private static ErrorBehaviour behaviour(byte letter) {
    return switch (letter) {
      case 'R' -> ErrorBehaviour.ROLLBACK;
      case 'P' -> ErrorBehaviour.PROCEED;
      default -> throw new StoreException.Corrupt("capture job of an unknown error behaviour");
    };
  }

  private static char letter(CaptureFault.Kind kind) {
    return switch (kind) {
      case INVALID -> 'V';
      case CONFLICT -> 'C';
      case INTERNAL -> 'I';
    };
  }

  private static CaptureFault.Kind kind(byte letter) {
    return switch (letter) {
      case 'V' -> CaptureFault.Kind.INVALID;
      case 'C' -> CaptureFault.Kind.CONFLICT;
      case 'I' -> CaptureFault.Kind.INTERNAL;
      default -> throw new StoreException.Corrupt("capture job with an unknown kind of fault");
    };
  }
}
