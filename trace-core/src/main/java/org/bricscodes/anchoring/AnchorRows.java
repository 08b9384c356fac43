package org.bricscodes.anchoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Table.Shape;
import org.bricscodes.store.Write;

/**
 * Where anchors lie: one table, one partition for each ledger, so that an anchor becomes final, its
 * receipt appears and its attempt ends in one atomic change.
 *
 * <pre>
 * partition "ledger/" id   sort "w"               {@link Work}
 *                          sort "f" size (8 bytes) {@link FinalAnchor}
 *                          sort "r" transaction id  receipt
 *                          sort "n"                 {@link Recording}
 *                          sort "v" index (8 bytes) receipt of a single event
 * partition "ledgers"      sort id                 empty
 * </pre>
 */
final class AnchorRows {

  static final Table TABLE = new Table("anchors", Shape.STATES);

  private static final byte[] LEDGERS = ascii("ledgers");
  private static final byte[] NOTHING = {};

  private AnchorRows() {}

  static Key workKey(LedgerId ledger) {
    return new Key(TABLE, partition(ledger), ascii("w"));
  }

  static Key recordingKey(LedgerId ledger) {
    return new Key(TABLE, partition(ledger), ascii("n"));
  }

  static Key ledgerKey(LedgerId ledger) {
    return new Key(TABLE, LEDGERS, ascii(ledger.toString()));
  }

  static Write ledgerRow(LedgerId ledger) {
    return new Write.Put(ledgerKey(ledger), NOTHING);
  }

  static List<Write> finalRows(FinalAnchor anchor, AnchorReceipt receipt) {
    byte[] partition = partition(anchor.ledger());
    return List.of(
        new Write.Put(new Key(TABLE, partition, finalSort(anchor.size())), RowCodec.bytes(anchor)),
        new Write.Put(new Key(TABLE, partition, receiptSort(anchor.txId())), receipt.bytes()));
  }

  static List<LedgerId> ledgers(Store store) {
    return store.scan(Scan.of(TABLE, LEDGERS, 1_000)).rows().stream()
        .map(row -> LedgerId.parse(new String(row.sort(), StandardCharsets.US_ASCII)))
        .toList();
  }

  static Optional<Work> work(Store store, LedgerId ledger) {
    return Optional.ofNullable(store.get(workKey(ledger))).map(RowCodec::work);
  }

  static Optional<AnchorReceipt> receipt(Store store, LedgerId ledger, TxId txId) {
    return Optional.ofNullable(store.get(new Key(TABLE, partition(ledger), receiptSort(txId))))
        .map(AnchorReceipt::parse);
  }

  static Optional<Recording> recording(Store store, LedgerId ledger) {
    return Optional.ofNullable(store.get(recordingKey(ledger))).map(RowCodec::recording);
  }

  static Write eventRow(LedgerId ledger, EventReceipt receipt) {
    return new Write.Put(eventKey(ledger, receipt.event().index()), receipt.bytes());
  }

  static Optional<EventReceipt> eventReceipt(Store store, LedgerId ledger, long index) {
    return Optional.ofNullable(store.get(eventKey(ledger, index))).map(EventReceipt::parse);
  }

  private static Key eventKey(LedgerId ledger, long index) {
    return new Key(
        TABLE, partition(ledger), ByteBuffer.allocate(9).put((byte) 'v').putLong(index).array());
  }

  /** Final anchors with {@code from ≤ size < to}, in the order given. */
  static List<FinalAnchor> finals(
      Store store, LedgerId ledger, long from, long to, Scan.Order order, int limit) {
    Page page =
        store.scan(
            new Scan(TABLE, partition(ledger), finalSort(from), finalSort(to), order, null, limit));
    return page.rows().stream().map(row -> RowCodec.finalAnchor(row.value())).toList();
  }

  private static byte[] partition(LedgerId ledger) {
    return ascii("ledger/" + ledger);
  }

  private static byte[] finalSort(long size) {
    return ByteBuffer.allocate(9).put((byte) 'f').putLong(size).array();
  }

  private static byte[] receiptSort(TxId txId) {
    return ascii("r" + txId);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
