package org.bricscodes.anchoring;

import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.store.OperationId;
import org.bricscodes.tlog.Digest;

/** The byte form of {@link Work} and {@link FinalAnchor}; the first number is its version. */
final class RowCodec {

  private static final long VERSION = 1;

  private RowCodec() {}

  static byte[] bytes(Work work) {
    return new RowWriter()
        .number(VERSION)
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
        .bytes();
  }

  static Work work(byte[] row) {
    return RowReader.read(
        row,
        "work row",
        in -> {
          version(in);
          return new Work(
              in.number(),
              new Lease(new OperationId(in.number(), in.number()), in.time()),
              in.maybe(RowCodec::finalAnchor),
              in.time(),
              in.smallNumber(),
              in.time(),
              in.list(RowCodec::attempt),
              in.maybe(RowCodec::trouble),
              in.list(RowCodec::trouble));
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
        .blob(prepared.anchor().bytes())
        .blob(prepared.bytes())
        .text(attempt.phase())
        .time(attempt.since())
        .time(attempt.preparedAt())
        .maybe(attempt.position(), RowWriter::text);
  }

  private static Attempt attempt(RowReader in) {
    return new Attempt(
        new Prepared(
            LedgerId.parse(in.text()), new TxId(in.text()), Anchor.of(in.blob()), in.blob()),
        Attempt.Phase.valueOf(in.text()),
        in.time(),
        in.time(),
        in.maybe(RowReader::text).map(Position::parse));
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
