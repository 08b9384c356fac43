package org.bricscodes.codes;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;

/** A code book on a store in memory, at a fixed time that tests move. */
final class TestBook {

  static final Gtin GTIN = Gtin.parse("04600682000129");
  static final Gtin OTHER_GTIN = Gtin.parse("06001234567899");

  /** In the epoch {@code B}. */
  static final Instant START = Instant.parse("2026-11-21T10:11:12.123456789Z");

  final Store store;
  Instant now = START;
  private final AtomicLong processes = new AtomicLong();

  TestBook() {
    this(new InMemoryStore(tables()));
  }

  TestBook(Store store) {
    this.store = store;
  }

  static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CodeBook.tables());
    tables.addAll(CodeStates.tables());
    tables.addAll(InnerStates.tables());
    tables.addAll(CodeLife.tables());
    tables.addAll(Aliases.tables());
    return tables;
  }

  CodeBook book() {
    return book(TestKeys.MASTER);
  }

  CodeBook book(MasterKey master) {
    return new CodeBook(store, master, () -> now, process());
  }

  CodeBook book(KeyRing ring) {
    return new CodeBook(store, ring, () -> now, process());
  }

  Aliases aliases() {
    return new Aliases(store, () -> now, process());
  }

  CodeLife life() {
    return new CodeLife(store, () -> now, process());
  }

  CodeStates states() {
    return new CodeStates(store, () -> now, process());
  }

  /** Every book is a process of its own, so its operations must not bear another's names. */
  private Random process() {
    return new Random(processes.incrementAndGet());
  }

  static BatchOrder order(long quantity) {
    return order("A26-07", quantity);
  }

  static BatchOrder order(String lot, long quantity) {
    return new BatchOrder("anxi-tea", GTIN, lot, quantity, null, null, null, List.of(), null);
  }

  static BatchOrder repeatable(String idempotencyKey, long quantity) {
    return new BatchOrder(
        "anxi-tea", GTIN, "A26-07", quantity, null, null, null, List.of(), idempotencyKey);
  }
}
