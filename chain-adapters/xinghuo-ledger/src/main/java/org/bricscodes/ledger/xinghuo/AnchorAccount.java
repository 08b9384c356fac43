package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.xinghuo.Entries.Head;
import org.bricscodes.ledger.xinghuo.Executed.Signature;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.TlogException;
import org.jspecify.annotations.Nullable;

/** What one account holds of anchors, read from one node. Needs no key. */
final class AnchorAccount {

  private final BlobCodec codec;
  private final String address;
  private final Node node;
  private final LedgerHeader newest;
  private final Deadline deadline;

  AnchorAccount(
      ChainProfile profile, String address, Node node, LedgerHeader newest, Deadline deadline) {
    this.codec = new BlobCodec(profile);
    this.address = address;
    this.node = node;
    this.newest = newest;
    this.deadline = deadline;
  }

  /** The account as it stands, with a log's head entry. */
  Optional<AccountView> view(String origin) throws NodeFailure, InterruptedException {
    return node.account(address, Entries.head(origin), deadline);
  }

  /**
   * What the head entry points at.
   *
   * @throws LedgerException.Refused with {@link Fault#CONTRADICTION} if the entry is none of ours
   */
  static Optional<Head> head(AccountView view) throws LedgerException {
    try {
      return view.entry().map(entry -> Head.parse(entry.value()));
    } catch (IllegalArgumentException e) {
      throw Fault.CONTRADICTION.because(
          "the log's head entry was overwritten by somebody who holds the key", e);
    }
  }

  /**
   * The anchor the head points at.
   *
   * @throws LedgerException.Refused with {@link Fault#CONTRADICTION} if there is none, or something
   *     else
   */
  Anchor anchor(String origin, Head head)
      throws LedgerException, NodeFailure, InterruptedException {
    Optional<String> value = value(Entries.checkpoint(origin, head.size()));
    try {
      if (value.isPresent()) {
        Anchor anchor = Anchor.of(value.get().getBytes(UTF_8));
        if (anchor.checkpoint().origin().equals(origin)
            && anchor.checkpoint().size() == head.size()) {
          return anchor;
        }
      }
    } catch (IllegalArgumentException | TlogException e) {
      throw Fault.CONTRADICTION.because("the entry of size " + head.size() + " is no anchor", e);
    }
    throw Fault.CONTRADICTION.because(
        "the head points at size " + head.size() + ", and the entry of that size is not it");
  }

  /** The value of one entry. */
  Optional<String> value(String key) throws NodeFailure, InterruptedException {
    return node.account(address, key, deadline)
        .flatMap(AccountView::entry)
        .map(AccountView.Entry::value);
  }

  /** The place of the account's next transaction, behind all that wait. */
  long nextNonce(AccountView view) throws NodeFailure, InterruptedException {
    SortedSet<Long> waiting = node.pooledNonces(address, deadline);
    return 1 + (waiting.isEmpty() ? view.nonce() : Math.max(view.nonce(), waiting.getLast()));
  }

  /** A transaction, and the block it stands in. */
  record Found(Executed executed, SignedBlob signed, LedgerHeader header) {}

  /**
   * The transaction that made the entry of a checkpoint, looked for in the blocks it can be in.
   *
   * @throws LedgerException.Unavailable if the node does not have it, or tells it in a way that
   *     cannot be read back to its hash
   */
  Found transaction(Checkpoint checkpoint, Head head)
      throws LedgerException, NodeFailure, InterruptedException {
    String key = Entries.checkpoint(checkpoint);
    for (long seq = head.after() + 1; seq <= Math.min(head.last(), newest.seq()); seq++) {
      for (Executed executed : node.block(seq, deadline)) {
        if (executed.succeeded() && TransactionJson.sets(executed.json(), address, key)) {
          return found(executed, seq);
        }
      }
    }
    throw Fault.UNAVAILABLE.because(
        String.format(
            Locale.ROOT,
            "%s has no transaction for the head entry in blocks %d to %d",
            node.name(),
            head.after() + 1,
            head.last()));
  }

  private Found found(Executed executed, long seq)
      throws LedgerException, NodeFailure, InterruptedException {
    LedgerHeader header =
        node.header(seq, deadline)
            .orElseThrow(() -> Fault.UNAVAILABLE.because(node.name() + " lacks block " + seq));
    try {
      byte[] blob = codec.print(TransactionJson.parse(executed.json()));
      Signature signature = executed.signatures().getFirst();
      SignedBlob signed =
          new SignedBlob(signature.publicKey(), signature.signData(), LowerHex.print(blob));
      if (signed.txId().value().equals(executed.hash().toString())) {
        return new Found(executed, signed, header);
      }
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw unreadable(executed, e);
    }
    throw unreadable(executed, null);
  }

  private LedgerException unreadable(Executed executed, @Nullable Throwable cause) {
    return Fault.UNAVAILABLE.because(
        node.name() + " tells transaction " + executed.hash() + " in another form than it has",
        cause);
  }
}
