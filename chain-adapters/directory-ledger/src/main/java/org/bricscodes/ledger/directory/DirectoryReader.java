package org.bricscodes.ledger.directory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.MerkleTree;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/**
 * Reads the second log where it lies or is served, under its verifier key: the receipt must hold by
 * itself, the log there must extend what the receipt was made under, and hold the anchor.
 */
final class DirectoryReader implements LedgerReader {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final LogSource source;
  private final TrustedLog log;
  private final DirectoryReceipts receipts;

  private DirectoryReader(LogSource source, VerifierKey key) {
    this.source = source;
    this.log = TrustedLog.of(key);
    this.receipts = new DirectoryReceipts(key);
  }

  /**
   * A reader of the log at {@code node}.
   *
   * @throws LedgerException.Refused if the node is no address or directory of a log, or with {@link
   *     Fault#WRONG_NETWORK} if another log lies there
   * @throws LedgerException.Unavailable if it cannot be read
   */
  static LedgerReader at(String node, VerifierKey key) throws LedgerException {
    LogSource source = source(node);
    try {
      var _ = ReadLog.latest(source, TrustedLog.of(key));
      return new DirectoryReader(source, key);
    } catch (IOException e) {
      source.close();
      throw Fault.UNAVAILABLE.because("the log cannot be read: " + e.getMessage(), e);
    } catch (TlogException e) {
      source.close();
      throw Fault.WRONG_NETWORK.because("the log there is not that of the pinned key", e);
    }
  }

  private static LogSource source(String node) throws LedgerException {
    try {
      if (node.startsWith("http://") || node.startsWith("https://")) {
        return LogSource.http(URI.create(node), TIMEOUT);
      }
      Path directory = Path.of(node);
      Path inside = directory.resolve("log");
      return LogSource.directory(Files.isDirectory(inside) ? inside : directory);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because("a node is " + DirectoryLedgerProvider.NODE_FORM, e);
    }
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within) {
    ReceiptVerdict alone = receipts.verify(receipt, checkpoint);
    if (!(alone instanceof ReceiptVerdict.Valid)) {
      return alone;
    }
    try {
      ReadLog now = ReadLog.latest(source, log);
      Checkpoint under = receipts.provenUnder(receipt);
      if (now.checkpoint().size() < under.size()) {
        return new ReceiptVerdict.NotFinal();
      }
      if (!now.continues(under)) {
        return new ReceiptVerdict.Mismatch("the log there is not that of the receipt: it forked");
      }
      return now.holds(receipt.position().block(), MerkleTree.leafHash(receipt.anchor().bytes()))
          ? alone
          : new ReceiptVerdict.Mismatch("the log holds something else there");
    } catch (IOException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    } catch (TlogException e) {
      return new ReceiptVerdict.Mismatch("the log there does not prove it: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
