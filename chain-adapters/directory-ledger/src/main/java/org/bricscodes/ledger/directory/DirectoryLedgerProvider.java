package org.bricscodes.ledger.directory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.VerifierKey;

/**
 * Opens directory ledgers. The trust anchor of {@link #offlineVerifier} is the second log's
 * verifier key, as in the file {@code ledger.vkey}.
 */
public final class DirectoryLedgerProvider implements LedgerProvider {

  static final String ID = "directory";

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
    try {
      return Optional.of(new DirectoryReceipts(VerifierKey.parse(trust)));
    } catch (TlogException | IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(
          "a directory ledger is pinned by its verifier key, name+keyid+base64", e);
    }
  }
}
