package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/** Reads what was recorded. Methods block; any thread. */
public final class ScanHistory {

  private static final int MOST_VISITS = 1001;

  private final ScanRows rows;

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded
   */
  public ScanHistory(Store store, RandomGenerator random) {
    this(new ScanRows(store, random));
  }

  ScanHistory(ScanRows rows) {
    this.rows = rows;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return ScanRows.ALL;
  }

  /** The visits to one item: one ordered read. */
  public ItemHistory of(ScanSubject subject) {
    return stored(subject).history;
  }

  /** Counts of one lot. */
  public Optional<LotCount> lot(Gtin gtin, String lot) {
    byte[] sort = lot.getBytes(StandardCharsets.UTF_8);
    return Optional.ofNullable(
            rows.read(new Key(ScanRows.LOTS, ScanRows.gtin(gtin.digits()), sort)))
        .map(ScanCodec::lot);
  }

  /**
   * Counts of the lots of a product, by lot.
   *
   * @param after go on behind this lot; null: from the first
   */
  public List<LotCount> lots(Gtin gtin, @Nullable String after, int limit) {
    byte[] cursor = after == null ? null : after.getBytes(StandardCharsets.UTF_8);
    Page page =
        rows.scan(Scan.of(ScanRows.LOTS, ScanRows.gtin(gtin.digits()), limit).after(cursor));
    return page.rows().stream().map(row -> ScanCodec.lot(row.value())).toList();
  }

  /** With the row a change is compared with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(byte @Nullable [] summary, ItemHistory history) {
    // Spelled out: in an implicit constructor's class file the parameter loses its @Nullable.
    Stored(byte @Nullable [] summary, ItemHistory history) {
      this.summary = summary;
      this.history = history;
    }
  }

  Stored stored(ScanSubject subject) {
    byte[] head = null;
    List<Visit> visits = new ArrayList<>();
    byte[] after = null;
    do {
      Page page = rows.scan(Scan.of(ScanRows.ITEMS, subject.key(), MOST_VISITS).after(after));
      for (Page.Row row : page.rows()) {
        if (ScanRows.isVisit(row.sort())) {
          visits.add(ScanCodec.visit(row.value()));
        } else {
          head = row.value();
        }
      }
      after = page.next();
    } while (after != null);
    ItemSummary summary = head == null ? null : ScanCodec.summary(head);
    return new Stored(head, new ItemHistory(subject, summary, visits));
  }
}
