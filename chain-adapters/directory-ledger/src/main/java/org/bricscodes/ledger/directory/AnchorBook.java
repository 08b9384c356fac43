package org.bricscodes.ledger.directory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.TransparencyLog;

/**
 * The second log as a book of anchors: its entries are signed checkpoints, strictly growing for
 * each origin. Used by one thread only.
 *
 * <p>A submission appends the entry (durable), then publishes a checkpoint over it (final). A crash
 * between the two leaves an entry that is included and not final; opening the book publishes it.
 * The index is a pure function of the entries and is rebuilt when the book opens.
 */
final class AnchorBook implements AutoCloseable {

  private final TransparencyLog log;
  private final DirectoryReceipts receipts;
  private final Map<String, SizeIndex> byOrigin = new HashMap<>();

  private AnchorBook(TransparencyLog log) {
    this.log = log;
    this.receipts = new DirectoryReceipts(log.verifierKey());
  }

  /**
   * Reads the whole log and takes it over; closes it on failure.
   *
   * @throws org.bricscodes.tlog.TlogException if an entry is no anchor or the log fails
   * @throws IllegalStateException if an entry falls behind one before it
   */
  static AnchorBook of(TransparencyLog log) {
    AnchorBook book = new AnchorBook(log);
    boolean read = false;
    try {
      for (long i = 0; i < log.size(); i++) {
        book.index(Anchor.of(log.entry(i)).checkpoint(), i);
      }
      book.publish();
      read = true;
      return book;
    } finally {
      if (!read) {
        log.close();
      }
    }
  }

  long size() {
    return log.size();
  }

  /** A checkpoint that stands here already keeps the bytes it stands under. */
  Prepared prepare(Anchor anchor) throws LedgerException {
    Optional<Anchor> standing = standing(anchor.checkpoint());
    if (standing.isEmpty()) {
      requireLarger(anchor.checkpoint());
    }
    Anchor chosen = standing.orElse(anchor);
    byte[] entry = chosen.bytes();
    return new Prepared(
        DirectoryReceipts.ledgerId(log.verifierKey()),
        DirectoryReceipts.txId(entry),
        chosen,
        entry);
  }

  Submitted submit(Prepared prepared) throws LedgerException {
    requireOurs(prepared);
    Checkpoint checkpoint = prepared.anchor().checkpoint();
    if (entryOf(prepared.anchor()) >= 0) {
      publish();
      return Submitted.KNOWN;
    }
    if (standing(checkpoint).isPresent()) {
      throw Fault.CONFLICT.because("the same checkpoint stands here under other signatures");
    }
    requireLarger(checkpoint);
    long entry = log.append(List.of(prepared.bytes()));
    index(checkpoint, entry);
    publish();
    return Submitted.ACCEPTED;
  }

  TxState state(Prepared prepared) {
    Anchor anchor = prepared.anchor();
    if (!prepared.ledger().equals(DirectoryReceipts.ledgerId(log.verifierKey()))) {
      return new TxState.Absent();
    }
    long entry = entryOf(anchor);
    if (entry >= 0) {
      var position = DirectoryReceipts.position(entry, anchor.bytes());
      return entry < log.checkpoint().size()
          ? new TxState.Final(position)
          : new TxState.Included(position);
    }
    SizeIndex index = byOrigin.get(anchor.checkpoint().origin());
    return index != null && index.largest() >= anchor.checkpoint().size()
        ? new TxState.Dead("this log stands here at size " + index.largest() + " already")
        : new TxState.Absent();
  }

  AnchorReceipt receipt(Prepared prepared) throws LedgerException {
    if (!(state(prepared) instanceof TxState.Final(var position))) {
      throw Fault.NOT_FINAL.because("no published checkpoint covers this anchor");
    }
    var checkpoint = log.checkpoint();
    return receipts.receipt(
        prepared.anchor(), log.inclusion(position.block(), checkpoint.size()), checkpoint);
  }

  /** Checks the receipt by itself, then that this very log holds the entry. */
  ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint) {
    ReceiptVerdict alone = receipts.verify(receipt, checkpoint);
    if (!(alone instanceof ReceiptVerdict.Valid)) {
      return alone;
    }
    long entry = entryOf(receipt.anchor());
    if (entry < 0) {
      return new ReceiptVerdict.NotFound();
    }
    return entry == receipt.position().block()
        ? alone
        : new ReceiptVerdict.Mismatch("the log holds the anchor at another index");
  }

  Optional<AnchoredHead> head(String origin) {
    SizeIndex index = byOrigin.get(origin);
    long size = index == null ? -1 : index.largestBelow(log.checkpoint().size());
    if (index == null || size < 0) {
      return Optional.empty();
    }
    long at = index.entryOf(size);
    byte[] entry = log.entry(at);
    return Optional.of(
        new AnchoredHead(
            Anchor.of(entry).checkpoint(),
            DirectoryReceipts.txId(entry),
            DirectoryReceipts.position(at, entry)));
  }

  @Override
  public void close() {
    log.close();
  }

  private void publish() {
    if (log.checkpoint().size() < log.size()) {
      var _ = log.publish();
    }
  }

  private void index(Checkpoint checkpoint, long entry) {
    byOrigin
        .computeIfAbsent(checkpoint.origin(), o -> new SizeIndex())
        .add(checkpoint.size(), entry);
  }

  /** The entry that holds exactly these bytes, or -1. */
  private long entryOf(Anchor anchor) {
    SizeIndex index = byOrigin.get(anchor.checkpoint().origin());
    long entry = index == null ? -1 : index.entryOf(anchor.checkpoint().size());
    return entry >= 0 && Arrays.equals(log.entry(entry), anchor.bytes()) ? entry : -1;
  }

  /** The anchor that holds this very checkpoint, under whatever signatures. */
  private Optional<Anchor> standing(Checkpoint checkpoint) {
    SizeIndex index = byOrigin.get(checkpoint.origin());
    long entry = index == null ? -1 : index.entryOf(checkpoint.size());
    return entry < 0
        ? Optional.empty()
        : Optional.of(Anchor.of(log.entry(entry)))
            .filter(anchor -> anchor.checkpoint().equals(checkpoint));
  }

  private void requireLarger(Checkpoint checkpoint) throws LedgerException {
    SizeIndex index = byOrigin.get(checkpoint.origin());
    if (index == null || index.largest() < checkpoint.size()) {
      return;
    }
    if (index.entryOf(checkpoint.size()) >= 0) {
      throw Fault.CONTRADICTION.because(
          "another root of size " + checkpoint.size() + " of this log stands here");
    }
    throw Fault.STALE_HEAD.because("this log stands here at size " + index.largest() + " already");
  }

  private void requireOurs(Prepared prepared) throws LedgerException {
    if (!prepared.ledger().equals(DirectoryReceipts.ledgerId(log.verifierKey()))) {
      throw Fault.WRONG_NETWORK.because("prepared for " + prepared.ledger());
    }
    byte[] bytes = prepared.bytes();
    if (!Arrays.equals(bytes, prepared.anchor().bytes())
        || !DirectoryReceipts.txId(bytes).equals(prepared.txId())) {
      throw Fault.INVALID_INPUT.because("the prepared bytes are not those of the anchor and id");
    }
  }
}
