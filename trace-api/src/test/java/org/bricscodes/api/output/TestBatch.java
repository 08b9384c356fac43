package org.bricscodes.api.output;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.store.InMemoryStore;

/** Batches of a code book in memory, always the same ones. */
final class TestBatch {

  static final String BASE = "https://trace.example";

  private static final String MASTER =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final Instant START = Instant.parse("2026-11-21T10:11:12Z");

  private TestBatch() {}

  /** An order that lacks nothing. */
  static SerialRun of(String lot, String product, long quantity) {
    return of(
        BatchOrder.builder("anxi-tea")
            .gtin("04600682000129")
            .lot(lot)
            .quantity(quantity)
            .expiry("2028-04-23")
            .product(product)
            .build());
  }

  static SerialRun of(long quantity) {
    return of("A26-07", "Anxi oolong, 100 g", quantity);
  }

  static SerialRun of(BatchOrder order) {
    CodeBook book =
        new CodeBook(
            new InMemoryStore(CodeBook.tables()),
            MasterKey.parse(MASTER),
            () -> START,
            new Random(1));
    return book.serials(book.issue(order));
  }

  static BatchFile file(SerialRun run, BatchFormat format, Map<String, String> options) {
    return file(run, LabelFonts.NONE, format, options);
  }

  static BatchFile file(
      SerialRun run, LabelFonts fonts, BatchFormat format, Map<String, String> options) {
    return new BatchFiles(fonts).file(run, BASE, format, FileOptions.parse(format, options));
  }
}
