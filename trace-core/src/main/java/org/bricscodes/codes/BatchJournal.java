package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.Page;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** The rows of one batch in {@link Rows#STATES} that reports write and states are read from. */
final class BatchJournal {

  private static final List<CodeState.Status> SPANNED =
      List.of(
          CodeState.Status.VOID,
          CodeState.Status.ACTIVE,
          CodeState.Status.APPLIED,
          CodeState.Status.PRINTED);

  private final GuardedRows rows;

  BatchJournal(Rows rows, BatchId batch) {
    this.rows = new GuardedRows(rows, StateKeys.partition(new CodeSubject.WholeBatch(batch)));
  }

  GuardedRows rows() {
    return rows;
  }

  /** The places reported to have got as far as {@code status}; {@code VOID}: the wasted ones. */
  Intervals reached(CodeState.Status status) {
    byte[] row = rows.get(StateKeys.reached(status));
    return row == null ? Intervals.NONE : Intervals.decode(row);
  }

  /** Writes that add {@code fresh} places, none of which was reached before. */
  List<Write> add(
      Intervals before, Intervals fresh, CodeState state, @Nullable Stage wastedAt, long number) {
    List<Write> writes = new ArrayList<>(fresh.size() + 1);
    CodeState.Status status = state.status();
    writes.add(rows.put(StateKeys.reached(status), before.union(fresh).encode()));
    for (int i = 0; i < fresh.size(); i++) {
      Span span = new Span(fresh.from(i), fresh.to(i), state, wastedAt);
      writes.add(rows.put(StateKeys.span(status, span.from()), span.encode(number)));
    }
    return writes;
  }

  /** The state that reports give a place. */
  CodeState reported(long place) {
    for (CodeState.Status status : SPANNED) {
      Page.Row row = rows.last(StateKeys.span(status, 0), StateKeys.span(status, place + 1));
      if (row != null) {
        Span span = Span.decode(StateKeys.placeOfSpan(row.sort()), row.value());
        if (place < span.to()) {
          return span.state();
        }
      }
    }
    return CodeState.ISSUED;
  }

  /** Writes that keep a report, and what makes sending it again harmless. */
  List<Write> keep(BatchReport report, @Nullable String idempotencyKey) {
    List<Write> writes = new ArrayList<>(2);
    writes.add(rows.put(StateKeys.report(report.number()), BatchReportRow.encode(report)));
    if (idempotencyKey != null) {
      byte[] digest = EpochKey.ascii(report.digest());
      writes.add(
          rows.put(
              StateKeys.repeatable(idempotencyKey),
              ByteBuffer.allocate(Long.BYTES + digest.length)
                  .putLong(report.number())
                  .put(digest)
                  .array()));
    }
    return writes;
  }

  /**
   * The report that came under this key before; null if there was none.
   *
   * @throws CodesException.IdempotencyConflict if it said something else
   */
  @Nullable BatchReport repeated(@Nullable String idempotencyKey, String digest) {
    byte[] row = idempotencyKey == null ? null : rows.get(StateKeys.repeatable(idempotencyKey));
    if (row == null) {
      return null;
    }
    BatchReport report = report(ByteBuffer.wrap(row).getLong());
    if (report == null || !report.digest().equals(digest)) {
      throw new CodesException.IdempotencyConflict();
    }
    return report;
  }

  @Nullable BatchReport report(long number) {
    byte[] row = rows.get(StateKeys.report(number));
    return row == null ? null : BatchReportRow.decode(number, row);
  }

  /** Reports in their order, from behind {@code after} on. */
  List<BatchReport> reports(long after, int limit) {
    Page page =
        rows.scan(StateKeys.report(after + 1), StateKeys.report(Long.MAX_VALUE), null, limit);
    return page.rows().stream()
        .map(row -> BatchReportRow.decode(StateKeys.numberOfReport(row.sort()), row.value()))
        .toList();
  }
}
