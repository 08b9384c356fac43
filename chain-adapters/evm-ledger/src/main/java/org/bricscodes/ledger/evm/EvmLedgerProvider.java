package org.bricscodes.ledger.evm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.bricscodes.ledger.SignerLock;

/**
 * Opens ledgers of the Ethereum kind. Ids are those of CAIP-2 with the contract behind them: {@code
 * eip155:<chain id>:<contract>}.
 */
public final class EvmLedgerProvider implements LedgerProvider, LedgerSetUp {

  static final String ID = "eip155";

  /** What one call of one node may take, whatever the deadline. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(30);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return EvmSettings.all();
  }

  @Override
  public Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    EvmSettings settings = EvmSettings.parse(config);
    EvmKey key = EvmKey.read(settings.keyFile(), settings.passwordFile());
    Map<String, String> contracts = new LinkedHashMap<>();
    contracts.put(settings.contract(), Artefact.checkpointAnchors().codeHash());
    settings.pledges().ifPresent(at -> contracts.put(at, Artefact.pledgeRegistry().codeHash()));
    SignerLock lock = SignerLock.take(settings.keyFile());
    Network network = new Network(settings.chainId(), settings.genesis(), contracts);
    EvmLedger ledger =
        new EvmLedger(settings, chain(settings.nodes(), network), key, lock, context);
    boolean opened = false;
    try {
      ledger.probe(OPEN_WITHIN);
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        ledger.close();
      }
    }
  }

  @Override
  public List<Setting> setUpSettings() {
    return EvmSetUp.settings();
  }

  /** Puts the contracts on the chain that the nodes serve, whichever it is. */
  @Override
  public SortedMap<String, String> setUp(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    return EvmSetUp.run(config);
  }

  /** Under hashes of blocks; that of block 0, which pins a node's chain, proves no other block. */
  @Override
  public Optional<ReceiptVerifier> offlineVerifier(String trust) throws LedgerException {
    return Hex.isWord(trust) ? Optional.empty() : Optional.of(BlockHashVerifier.parse(trust));
  }

  @Override
  public String trustForm() {
    return "blocks:0x… with the hash of its block";
  }

  /** Whose signature the transaction bears: the contract takes anchors from anyone. */
  @Override
  public Optional<String> publisher(AnchorReceipt receipt) {
    try {
      return Optional.of(SignedTx.parse(Evidence.parse(receipt.evidence()).transaction()).from());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Addresses are written in lower case here; the mixed case of EIP-55 says the same. */
  @Override
  public String publisherOf(String text) throws LedgerException {
    String address = text.toLowerCase(Locale.ROOT);
    if (!Hex.isAddress(address)) {
      throw Fault.INVALID_INPUT.because("a publisher is an address, 0x and 40 hexadecimal digits");
    }
    return address;
  }

  @Override
  public Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context)
      throws LedgerException, InterruptedException {
    EvmAddress address;
    try {
      address = EvmAddress.of(ledger);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(String.valueOf(e.getMessage()));
    }
    if (!trust.isEmpty()) {
      var _ = offlineVerifier(trust);
    }
    Network network =
        new Network(
            address.chainId(),
            Hex.isWord(trust) ? trust : "",
            Map.of(address.contract(), Artefact.checkpointAnchors().codeHash()));
    NodeForm form = NodeForm.parse(node);
    EvmReader reader =
        new EvmReader(chain(List.of(form.address()), network), address, form.finality(), 1);
    boolean opened = false;
    try {
      reader.probe(OPEN_WITHIN);
      opened = true;
      return Optional.of(reader);
    } finally {
      if (!opened) {
        reader.close();
      }
    }
  }

  @Override
  public String nodeForm() {
    return "an http:// or https:// address of a node's JSON-RPC; behind a '#' when a block is final,"
        + " unless by the tag 'finalized': safe, confirmations:N or instant";
  }

  static Chain chain(List<URI> nodes, Network network) {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    return new Chain(
        nodes.stream().map(uri -> new RpcEndpoint(uri, http, PATIENCE)).toList(), network, http);
  }
}
