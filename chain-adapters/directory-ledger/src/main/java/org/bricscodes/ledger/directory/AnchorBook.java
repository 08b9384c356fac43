package org.bricscodes.ledger.directory;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.InclusionProof;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;

/**
 * The second log as a book of anchors: its entries are signed checkpoints, strictly growing for
 * each origin, records of single events, strictly growing by index for each origin, and changes of
 * pledges, dated. Used by one thread only.
 *
 * <p>A submission appends the entry (durable), then publishes a checkpoint over it (final). A crash
 * between the two leaves an entry that is included and not final; opening the book publishes it.
 * The index is a pure function of the entries and is rebuilt when the book opens.
 */
final class AnchorBook implements AutoCloseable {

  private static final TxState DEAD =
      new TxState.Dead("what stands here already keeps it out for ever");

  private final TransparencyLog log;
  private final DirectoryReceipts receipts;
  private final Map<String, SizeIndex> byOrigin = new HashMap<>();
  private final Map<String, SizeIndex> eventsByOrigin = new HashMap<>();
  private final Pledges pledges;

  private AnchorBook(TransparencyLog log, InstantSource clock) {
    this.log = log;
    this.receipts = new DirectoryReceipts(log.verifierKey());
    this.pledges = new Pledges(clock);
  }

  /**
   * Reads the whole log and takes it over; closes it on failure.
   *
   * @param clock dates what needs a time
   * @throws org.bricscodes.tlog.TlogException if the log fails or an entry is no anchor
   * @throws IllegalArgumentException if an entry is nothing else that stands here
   * @throws IllegalStateException if an entry falls behind one before it
   */
  static AnchorBook of(TransparencyLog log, InstantSource clock) {
    AnchorBook book = new AnchorBook(log, clock);
    boolean read = false;
    try {
      for (long i = 0; i < log.size(); i++) {
        book.index(Entry.parse(log.entry(i)), i);
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
  Prepared prepare(Content content) throws LedgerException {
    DirectoryLedger.CAPABILITIES.requireTakes(content);
    Content chosen =
        content instanceof Anchor anchor ? standing(anchor.checkpoint()).orElse(anchor) : content;
    if (entryOf(chosen) < 0) {
      requireTaken(chosen);
    }
    byte[] bytes = chosen.bytes();
    return new Prepared(
        DirectoryReceipts.ledgerId(log.verifierKey()),
        DirectoryReceipts.txId(chosen),
        chosen,
        bytes);
  }

  Submitted submit(Prepared prepared) throws LedgerException {
    requireOurs(prepared);
    Content content = prepared.content();
    if (entryOf(content) >= 0) {
      publish();
      return Submitted.KNOWN;
    }
    requireTaken(content);
    Entry entry =
        content instanceof PledgeChange
            ? new Entry(content, Optional.of(pledges.now()))
            : Entry.undated(content);
    index(entry, log.append(List.of(entry.bytes())));
    publish();
    return Submitted.ACCEPTED;
  }

  TxState state(Prepared prepared) {
    if (!prepared.ledger().equals(DirectoryReceipts.ledgerId(log.verifierKey()))) {
      return new TxState.Absent();
    }
    long entry = entryOf(prepared.content());
    if (entry >= 0) {
      var position = DirectoryReceipts.position(entry, log.entry(entry));
      return entry < log.checkpoint().size()
          ? new TxState.Final(position)
          : new TxState.Included(position);
    }
    return overtaken(prepared.content()) ? DEAD : new TxState.Absent();
  }

  AnchorReceipt receipt(Prepared prepared) throws LedgerException {
    if (!(prepared.content() instanceof Anchor anchor)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no anchor");
    }
    InclusionProof proof = proof(prepared);
    return receipts.receipt(anchor, proof, log.checkpoint());
  }

  EventReceipt eventReceipt(Prepared prepared) throws LedgerException {
    if (!(prepared.content() instanceof EventRecord event)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no event record");
    }
    InclusionProof proof = proof(prepared);
    return receipts.receipt(event, proof, log.checkpoint());
  }

  PledgeAnswer lookup(Fingerprint asset) {
    return pledges.lookup(asset);
  }

  private InclusionProof proof(Prepared prepared) throws LedgerException {
    if (!(state(prepared) instanceof TxState.Final(var position))) {
      throw Fault.NOT_FINAL.because("no published checkpoint covers this entry");
    }
    return log.inclusion(position.block(), log.checkpoint().size());
  }

  /** Checks the receipt by itself, then that this very log holds the entry. */
  ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint) {
    ReceiptVerdict alone = receipts.verify(receipt, checkpoint);
    return alone instanceof ReceiptVerdict.Valid
        ? verify(receipt.anchor(), receipt.position())
        : alone;
  }

  /** As {@link #verify(AnchorReceipt, Checkpoint)}, for a single event. */
  ReceiptVerdict verify(EventReceipt receipt, EventRecord event) {
    ReceiptVerdict alone = receipts.verify(receipt, event);
    return alone instanceof ReceiptVerdict.Valid ? verify(event, receipt.position()) : alone;
  }

  private ReceiptVerdict verify(Content content, Position position) {
    long entry = entryOf(content);
    if (entry < 0) {
      return new ReceiptVerdict.NotFound();
    }
    return entry == position.block()
        ? new ReceiptVerdict.Valid()
        : new ReceiptVerdict.Mismatch("the log holds this at another index");
  }

  Optional<AnchoredHead> head(String origin) {
    SizeIndex index = byOrigin.get(origin);
    long size = index == null ? -1 : index.largestBelow(log.checkpoint().size());
    if (index == null || size < 0) {
      return Optional.empty();
    }
    long at = index.entryOf(size);
    byte[] entry = log.entry(at);
    Anchor anchor = Anchor.of(entry);
    return Optional.of(
        new AnchoredHead(
            anchor.checkpoint(),
            DirectoryReceipts.txId(anchor),
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

  private void index(Entry entry, long at) {
    switch (entry.content()) {
      case Anchor anchor ->
          index(byOrigin, anchor.checkpoint().origin()).add(anchor.checkpoint().size(), at);
      case EventRecord event -> index(eventsByOrigin, event.origin()).add(event.index(), at);
      case PledgeChange change -> pledges.add(change, entry.at().orElseThrow(), at);
      case Filler _ -> throw new IllegalStateException("entry " + at + " carries nothing");
    }
  }

  private static SizeIndex index(Map<String, SizeIndex> indexes, String origin) {
    return indexes.computeIfAbsent(origin, o -> new SizeIndex());
  }

  /** The entry that holds exactly this content, or -1. */
  private long entryOf(Content content) {
    return switch (content) {
      case Anchor anchor ->
          entryOf(byOrigin.get(anchor.checkpoint().origin()), anchor.checkpoint().size(), anchor);
      case EventRecord event -> entryOf(eventsByOrigin.get(event.origin()), event.index(), event);
      case PledgeChange change -> pledges.entryOf(change);
      case Filler _ -> -1;
    };
  }

  private long entryOf(@Nullable SizeIndex index, long size, Content content) {
    long entry = index == null ? -1 : index.entryOf(size);
    return entry >= 0 && Arrays.equals(log.entry(entry), content.bytes()) ? entry : -1;
  }

  /** Whether what stands here keeps this content, which does not, out for ever. */
  private boolean overtaken(Content content) {
    SizeIndex index =
        switch (content) {
          case Anchor anchor -> byOrigin.get(anchor.checkpoint().origin());
          case EventRecord event -> eventsByOrigin.get(event.origin());
          case PledgeChange _, Filler _ -> null;
        };
    return switch (content) {
      case Anchor anchor -> index != null && index.largest() >= anchor.checkpoint().size();
      case EventRecord event -> index != null && index.largest() >= event.index();
      case PledgeChange _, Filler _ -> false;
    };
  }

  /** Refuses what does not stand here and may not come to stand here as things are. */
  private void requireTaken(Content content) throws LedgerException {
    switch (content) {
      case Anchor anchor -> requireLarger(anchor.checkpoint());
      case EventRecord event -> {
        if (overtaken(event)) {
          throw Fault.STALE_HEAD.because("a record of this log with a larger index stands here");
        }
      }
      case PledgeChange change -> {
        Optional<Fault> refusal = pledges.refusal(change);
        if (refusal.isPresent()) {
          throw refusal.get().because("how the asset stands here does not allow it");
        }
      }
      case Filler _ -> throw Fault.UNSUPPORTED.because("nothing waits here for a filler");
    }
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
    if (standing(checkpoint).isPresent()) {
      throw Fault.CONFLICT.because("the same checkpoint stands here under other signatures");
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
    Content content = prepared.content();
    if (!Arrays.equals(prepared.bytes(), content.bytes())
        || !DirectoryReceipts.txId(content).equals(prepared.txId())) {
      throw Fault.INVALID_INPUT.because("the prepared bytes are not those of the content and id");
    }
  }
}
