package org.bricscodes.ledger.directory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;
import org.bricscodes.tlog.KeyType;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.VerifierKey;

/**
 * Opens directory ledgers. The trust anchor of {@link #offlineVerifier} is the second log's
 * verifier key, as in the file {@code ledger.vkey}.
 */
public final class DirectoryLedgerProvider implements LedgerProvider {

  static final String ID = "directory";

  static final String NODE_FORM =
      "the directory of the second log, or the http address it is served under";

  private static final String DIR = "dir";
  private static final String ORIGIN = "origin";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required(
            DIR,
            "directory of this ledger's key and log, made if absent; put it on another disk, under"
                + " another account, than the log it anchors"),
        Setting.optional(
            ORIGIN,
            "identity of the second log, 1 to 200 of A-Z a-z 0-9 . _ / -; for ever, once it exists",
            "anchors.internal/directory"));
  }

  @Override
  public Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    String origin = config.value(ORIGIN);
    if (!origin.matches("[A-Za-z0-9._/-]{1,200}")) {
      throw Fault.INVALID_INPUT.because("'origin' takes 1 to 200 of A-Z a-z 0-9 . _ / -");
    }
    try {
      return DirectoryLedger.open(Path.of(config.value(DIR)), origin, context);
    } catch (InvalidPathException e) {
      throw Fault.INVALID_INPUT.because("'dir' is not a path", e);
    }
  }

  @Override
  public Optional<ReceiptVerifier> offlineVerifier(String trust) throws LedgerException {
    return Optional.of(new DirectoryReceipts(key(trust)));
  }

  @Override
  public boolean isTrustOneKey() {
    return true;
  }

  @Override
  public String trustForm() {
    return "its log's verifier key";
  }

  /** Whoever holds the second log's key. */
  @Override
  public Optional<String> publisher(AnchorReceipt receipt) {
    return DirectoryReceipts.keyIn(receipt.evidence());
  }

  @Override
  public String publisherOf(String text) throws LedgerException {
    return key(text).toString();
  }

  @Override
  public Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context) throws LedgerException {
    VerifierKey key = key(trust);
    if (!DirectoryReceipts.ledgerId(key).equals(ledger)) {
      throw Fault.WRONG_NETWORK.because("the pinned key is not that of " + ledger);
    }
    return Optional.of(DirectoryReader.at(node, key));
  }

  @Override
  public String nodeForm() {
    return NODE_FORM;
  }

  private static VerifierKey key(String trust) throws LedgerException {
    try {
      VerifierKey key = VerifierKey.parse(trust);
      if (key.type() == KeyType.ED25519) {
        return key;
      }
      throw Fault.INVALID_INPUT.because("a directory ledger is pinned by a key of type Ed25519");
    } catch (TlogException | IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(
          "a directory ledger is pinned by its verifier key, name+keyid+base64", e);
    }
  }
}
