package org.bricscodes.ledger.xinghuo;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.LedgerSetUp;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;

/**
 * Opens accounts on a chain of the Xinghuo family. There is no off-line verifier: what validators
 * sign cannot be had from a node's interface.
 */
public final class XinghuoLedgerProvider implements LedgerProvider, LedgerSetUp {

  static final String ID = "xinghuo";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return Settings.ALL;
  }

  @Override
  public Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    Settings settings = Settings.of(config);
    SigningKey key =
        KeyFile.read(
            settings.chain().profile().keys(),
            settings.keyFile(),
            settings.passwordFile(),
            settings.address());
    return XinghuoLedger.open(settings, key, context);
  }

  @Override
  public List<Setting> setUpSettings() {
    return XinghuoSetUp.SETTINGS;
  }

  @Override
  public SortedMap<String, String> setUp(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    return XinghuoSetUp.run(config, context);
  }

  @Override
  public Optional<ReceiptVerifier> offlineVerifier(String trust) {
    return Optional.empty();
  }

  /** The account; its key signed the transaction, or the receipt does not hold. */
  @Override
  public Optional<String> publisher(AnchorReceipt receipt) {
    try {
      return Optional.of(Chain.parse(receipt.ledger()).address());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All there is to know is in the ledger's id: chain, first block, account. */
  @Override
  public Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context)
      throws LedgerException, InterruptedException {
    if (!trust.isEmpty()) {
      throw Fault.INVALID_INPUT.because("ledgers of this adapter have no trust string");
    }
    Chain.Account account;
    URI address;
    try {
      account = Chain.parse(ledger);
      address = Settings.node(node);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(
          "'" + ledger + "' at a node: " + e.getMessage() + "; a node is " + nodeForm(), e);
    }
    return Optional.of(
        XinghuoReader.open(account, List.of(address), Optional.empty(), context.clock()));
  }

  @Override
  public String nodeForm() {
    return "the URL of a node's HTTP interface, such as http://127.0.0.1:27002";
  }
}
