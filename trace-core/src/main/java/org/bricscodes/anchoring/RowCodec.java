package org.bricscodes.anchoring;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.store.OperationId;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.TlogException;

/**
 * The byte form of {@link Work}, {@link Recording} and {@link FinalAnchor}; the first number is its
 * version. Read as well are work of version 1, which counted nothing, and recordings of version 1,
 * which knew no failures.
 */
final class RowCodec {

  private static final long VERSION = 1;
  private static final long WORK_VERSION = 2;
  private static final long RECORDING_VERSION = 2;

  private RowCodec() {}

  static byte[] bytes(Work work) {
    return new RowWriter()
        .number(WORK_VERSION)
        .number(work.revision())
        .number(work.lease().owner().high())
        .number(work.lease().owner().low())
        .time(work.lease().until())
        .maybe(work.last(), RowCodec::write)
        .time(work.begunAt())
        .number(work.tries())
        .time(work.notBefore())
        .list(work.attempts(), RowCodec::write)
        .maybe(work.current(), RowCodec::write)
        .list(work.failures(), RowCodec::write)
        .list(List.of(work.tally()), RowCodec::write)
        .maybe(work.behindSince(), RowWriter::time)
        .bytes();
  }

  static Work work(byte[] row) {
    return RowReader.read(
        row,
        "work row",
        in -> {
          boolean counted = version(in, WORK_VERSION) == WORK_VERSION;
          return new Work(
              in.number(),
              new Lease(new OperationId(in.number(), in.number()), in.time()),
              in.maybe(RowCodec::finalAnchor),
              in.time(),
              in.smallNumber(),
              in.time(),
              in.list(counted ? RowCodec::attempt : RowCodec::attemptOfVersion1),
              in.maybe(RowCodec::trouble),
              in.list(RowCodec::trouble),
              counted ? tallies(in) : Tally.NONE,
              counted ? in.maybe(RowReader::time) : Optional.empty());
        });
  }

  static byte[] bytes(Recording recording) {
    return new RowWriter()
        .number(RECORDING_VERSION)
        .number(recording.revision())
        .number(recording.next())
        .number(recording.recorded())
        .list(recording.open(), RowCodec::write)
        .list(recording.again(), RowWriter::number)
        .number(recording.tries())
        .time(recording.notBefore())
        .maybe(recording.current(), RowCodec::write)
        .list(List.of(recording.tally()), RowCodec::write)
        .list(recording.failures().fallen(), RowCodec::write)
        .time(recording.failures().resumeAt())
        .maybe(recording.failures().last(), RowCodec::write)
        .bytes();
  }

  static Recording recording(byte[] row) {
    return RowReader.read(
        row,
        "recording row",
        in -> {
          boolean failing = version(in, RECORDING_VERSION) == RECORDING_VERSION;
          return new Recording(
              in.number(),
              in.number(),
              in.number(),
              in.list(RowCodec::attempt),
              in.list(RowReader::number),
              in.smallNumber(),
              in.time(),
              in.maybe(RowCodec::trouble),
              tallies(in),
              failing ? failures(in) : Failures.NONE);
        });
  }

  static byte[] bytes(FinalAnchor anchor) {
    RowWriter out = new RowWriter().number(VERSION);
    write(out, anchor);
    return out.bytes();
  }

  static FinalAnchor finalAnchor(byte[] row) {
    return RowReader.read(
        row,
        "final anchor",
        in -> {
          version(in);
          return finalAnchor(in);
        });
  }

  /** The first version or that of today. */
  private static long version(RowReader in, long today) {
    long version = in.number();
    if (version != VERSION && version != today) {
      throw new IllegalArgumentException("version is not " + VERSION + " or " + today);
    }
    return version;
  }

  private static void version(RowReader in) {
    if (in.number() != VERSION) {
      throw new IllegalArgumentException("version is not " + VERSION);
    }
  }

  private static void write(RowWriter out, FinalAnchor anchor) {
    out.text(anchor.ledger())
        .number(anchor.size())
        .blob(anchor.root().bytes())
        .text(anchor.txId())
        .text(anchor.position())
        .time(anchor.finalAt());
  }

  private static FinalAnchor finalAnchor(RowReader in) {
    return new FinalAnchor(
        LedgerId.parse(in.text()),
        in.number(),
        Digest.of(in.blob()),
        new TxId(in.text()),
        Position.parse(in.text()),
        in.time());
  }

  private static void write(RowWriter out, Attempt attempt) {
    Prepared prepared = attempt.prepared();
    out.text(prepared.ledger())
        .text(prepared.txId())
        .blob(prepared.content().bytes())
        .blob(prepared.bytes())
        .list(List.copyOf(prepared.terms().entrySet()), RowCodec::write)
        .text(attempt.phase())
        .time(attempt.since())
        .time(attempt.preparedAt())
        .maybe(attempt.position(), RowWriter::text)
        .maybe(attempt.takenBackAt(), RowWriter::time);
  }

  private static Attempt attempt(RowReader in) {
    LedgerId ledger = LedgerId.parse(in.text());
    TxId txId = new TxId(in.text());
    Content content = content(in);
    byte[] bytes = in.blob();
    Map<String, String> terms = new TreeMap<>();
    in.list(RowCodec::term).forEach(term -> terms.put(term.getKey(), term.getValue()));
    return new Attempt(
        new Prepared(ledger, txId, content, bytes, terms),
        Attempt.Phase.valueOf(in.text()),
        in.time(),
        in.time(),
        in.maybe(RowReader::text).map(Position::parse),
        in.maybe(RowReader::time));
  }

  private static Attempt attemptOfVersion1(RowReader in) {
    return new Attempt(
        new Prepared(LedgerId.parse(in.text()), new TxId(in.text()), content(in), in.blob()),
        Attempt.Phase.valueOf(in.text()),
        in.time(),
        in.time(),
        in.maybe(RowReader::text).map(Position::parse),
        Optional.empty());
  }

  private static Content content(RowReader in) {
    try {
      return Content.parse(in.blob());
    } catch (TlogException e) {
      throw new IllegalArgumentException("an attempt carries nothing that is known", e);
    }
  }

  private static void write(RowWriter out, Map.Entry<String, String> term) {
    out.text(term.getKey()).text(term.getValue());
  }

  private static Map.Entry<String, String> term(RowReader in) {
    return Map.entry(in.text(), in.text());
  }

  private static void write(RowWriter out, Tally tally) {
    out.number(tally.attempts())
        .number(tally.reorganisations())
        .number(tally.failed())
        .number(tally.dead())
        .maybe(tally.fees(), RowCodec::write);
  }

  private static Tally tallies(RowReader in) {
    List<Tally> one = in.list(RowCodec::tally);
    if (one.size() != 1) {
      throw new IllegalArgumentException("there is one tally");
    }
    return one.getFirst();
  }

  private static Tally tally(RowReader in) {
    return new Tally(in.number(), in.number(), in.number(), in.number(), in.maybe(RowCodec::fee));
  }

  private static void write(RowWriter out, Failures.Fallen fallen) {
    out.number(fallen.index()).number(fallen.times());
  }

  private static Failures failures(RowReader in) {
    return new Failures(
        in.list(each -> new Failures.Fallen(each.number(), each.smallNumber())),
        in.time(),
        in.maybe(RowCodec::trouble));
  }

  private static void write(RowWriter out, Fee fee) {
    out.text(fee.amount()).text(fee.unit());
  }

  private static Fee fee(RowReader in) {
    return new Fee(new BigInteger(in.text()), in.text());
  }

  private static void write(RowWriter out, Trouble trouble) {
    out.number(trouble.size())
        .maybe(trouble.txId(), RowWriter::text)
        .text(trouble.fault())
        .text(trouble.reason())
        .time(trouble.at());
  }

  private static Trouble trouble(RowReader in) {
    return new Trouble(
        in.number(),
        in.maybe(RowReader::text).map(TxId::new),
        Fault.valueOf(in.text()),
        in.text(),
        in.time());
  }
}
