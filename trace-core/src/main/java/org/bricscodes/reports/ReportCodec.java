package org.bricscodes.reports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Reports, subjects and counts as bytes; each begins with its version. */
final class ReportCodec {

  private static final int VERSION = 1;

  private ReportCodec() {}

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] encode(Report report) {
    return bytes(
        out -> {
          write(out, report.subject());
          out.writeByte(code(report.kind()));
          out.writeUTF(report.words().text());
          out.writeUTF(report.language());
          out.writeUTF(report.verdict());
          out.writeLong(report.hour().getEpochSecond());
          out.writeByte(code(report.state()));
          out.writeByte(report.answers().size());
          for (Report.Answer answer : report.answers()) {
            out.writeUTF(answer.by());
            out.writeLong(answer.at().getEpochSecond());
            out.writeUTF(answer.words().text());
          }
        });
  }

  static Report report(ReportId id, byte[] row) {
    return read(
        row,
        in -> {
          ReportSubject subject = subject(in);
          ReportKind kind = kind(in.readByte());
          Words words = new Words(in.readUTF());
          String language = in.readUTF();
          String verdict = in.readUTF();
          Instant hour = Instant.ofEpochSecond(in.readLong());
          ReportState state = state(in.readByte());
          List<Report.Answer> answers = new ArrayList<>();
          for (int left = in.readByte(); left > 0; left--) {
            answers.add(
                new Report.Answer(
                    in.readUTF(), Instant.ofEpochSecond(in.readLong()), new Words(in.readUTF())));
          }
          return new Report(id, subject, kind, words, language, verdict, hour, state, answers);
        });
  }

  static byte[] encode(ReportSubject subject) {
    return bytes(out -> write(out, subject));
  }

  static ReportSubject subject(byte[] row) {
    return read(row, ReportCodec::subject);
  }

  static byte[] encode(Map<ReportKind, Long> counts) {
    return bytes(
        out -> {
          out.writeByte(counts.size());
          for (Map.Entry<ReportKind, Long> count : counts.entrySet()) {
            out.writeByte(code(count.getKey()));
            out.writeLong(count.getValue());
          }
        });
  }

  static Map<ReportKind, Long> counts(byte @Nullable [] row) {
    Map<ReportKind, Long> counts = new EnumMap<>(ReportKind.class);
    return row == null
        ? counts
        : read(
            row,
            in -> {
              for (int left = in.readByte(); left > 0; left--) {
                counts.put(kind(in.readByte()), in.readLong());
              }
              return counts;
            });
  }

  /** The lot and owner that a row of counts stands under. */
  static LotReports lot(byte[] sort, byte[] row) {
    int end = 0;
    while (sort[end] != 0) {
      end++;
    }
    String lot = new String(sort, 0, end, StandardCharsets.UTF_8);
    String owner = new String(sort, end + 1, sort.length - end - 1, StandardCharsets.UTF_8);
    return new LotReports(lot.isEmpty() ? null : lot, owner, counts(row));
  }

  private static void write(DataOutputStream out, ReportSubject subject) throws IOException {
    String lot = subject.lot();
    out.writeUTF(subject.owner());
    out.writeUTF(subject.gtin().digits());
    out.writeUTF(lot == null ? "" : lot);
    out.writeUTF(subject.serial());
  }

  private static ReportSubject subject(DataInputStream in) throws IOException {
    String owner = in.readUTF();
    Gtin gtin = new Gtin(in.readUTF());
    String lot = in.readUTF();
    return new ReportSubject(owner, gtin, lot.isEmpty() ? null : lot, in.readUTF());
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writing.to(out);
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] row, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("a row of reports of an unknown version");
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new StoreException.Corrupt("a row of reports is cut short", e);
    }
  }

  private static int code(ReportKind kind) {
    return switch (kind) {
      case SEAL -> 1;
      case QUALITY -> 2;
      case SAFETY -> 3;
      case COUNTERFEIT -> 4;
      case WRONG_PRODUCT -> 5;
      case OTHER -> 6;
    };
  }

  private static ReportKind kind(int code) {
    return switch (code) {
      case 1 -> ReportKind.SEAL;
      case 2 -> ReportKind.QUALITY;
      case 3 -> ReportKind.SAFETY;
      case 4 -> ReportKind.COUNTERFEIT;
      case 5 -> ReportKind.WRONG_PRODUCT;
      case 6 -> ReportKind.OTHER;
      default -> throw new StoreException.Corrupt("a report of an unknown kind");
    };
  }

  private static int code(ReportState state) {
    return switch (state) {
      case OPEN -> 1;
      case ANSWERED -> 2;
      case CLOSED -> 3;
      case WITHDRAWN -> 4;
    };
  }

  private static ReportState state(int code) {
    return switch (code) {
      case 1 -> ReportState.OPEN;
      case 2 -> ReportState.ANSWERED;
      case 3 -> ReportState.CLOSED;
      case 4 -> ReportState.WITHDRAWN;
      default -> throw new StoreException.Corrupt("a report in an unknown state");
    };
  }
}
