package org.bricscodes.ledger.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

/** Opens channels of Fabric networks. {@link #offlineVerifier} is pinned by a {@link Trust}. */
public final class FabricLedgerProvider implements LedgerProvider, LedgerSetUp {

  static final String ID = "fabric";

  private static final int MAX_SETTINGS_BYTES = 64 << 10;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return FabricSettings.MANUAL;
  }

  @Override
  public Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    return FabricLedger.open(FabricSettings.of(config), Optional.empty(), context.clock());
  }

  @Override
  public List<Setting> setUpSettings() {
    return FabricSettings.MANUAL;
  }

  /**
   * Makes nothing: who governs a channel installs chaincode on it. Tries what {@link #open} and
   * writing need, our identity and every endorser, and pins what it found.
   */
  @Override
  public SortedMap<String, String> setUp(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    try (FabricLedger ledger =
        FabricLedger.open(FabricSettings.of(config), Optional.empty(), context.clock())) {
      SortedMap<String, String> pinned = new TreeMap<>(config.values());
      pinned.putAll(ledger.pins());
      return pinned;
    }
  }

  @Override
  public Optional<ReceiptVerifier> offlineVerifier(String trust) throws LedgerException {
    return Optional.of(new ReceiptCheck(Trust.parse(trust)));
  }

  @Override
  public String trustForm() {
    return "the line fabric:…;writer=…;peers=…;orderers=…";
  }

  /** Whose record the receipt is about: every member of the channel may write. */
  @Override
  public Optional<String> publisher(AnchorReceipt receipt) {
    try {
      return Optional.of(Evidence.parse(receipt.evidence()).writer());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String publisherOf(String text) throws LedgerException {
    try {
      return Writer.requireId(text);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * A Fabric channel shows itself to its members only, so a node is a file of settings that names
   * the verifier's own identity: any that may read the channel. It needs no right to write.
   */
  @Override
  public Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context)
      throws LedgerException, InterruptedException {
    FabricSettings settings = FabricSettings.of(settingsIn(node));
    FabricLedger opened =
        FabricLedger.open(
            settings,
            trust.isEmpty() ? Optional.empty() : Optional.of(Trust.parse(trust)),
            context.clock());
    if (!opened.descriptor().id().equals(ledger)) {
      LedgerId other = opened.descriptor().id();
      opened.close();
      throw Fault.WRONG_NETWORK.because("the node serves " + other + ", not " + ledger);
    }
    return Optional.of(trust.isEmpty() ? new UnpinnedReader(opened) : opened);
  }

  @Override
  public String nodeForm() {
    return "a file of settings as a server has it in ledgers/, with an identity that may read the"
        + " channel";
  }

  /** As the server reads its own: the two keys that are not ours are passed over. */
  private static LedgerConfig settingsIn(String node) throws LedgerException {
    Properties properties = new Properties();
    Path file;
    try {
      file = Path.of(node);
      if (Files.size(file) > MAX_SETTINGS_BYTES) {
        throw Fault.INVALID_INPUT.because("a file of settings takes 65536 bytes at most");
      }
      try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(text);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.because("a node is " + new FabricLedgerProvider().nodeForm(), e);
    }
    Set<String> known = new TreeSet<>(Set.of("adapter", "policy"));
    FabricSettings.MANUAL.forEach(setting -> known.add(setting.key()));
    Map<String, String> values = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw Fault.INVALID_INPUT.because(
            "'" + key + "' in " + file + " is no setting: " + String.join(", ", known));
      }
      String value = properties.getProperty(key).strip();
      values.put(key, key.endsWith("-file") ? file.resolveSibling(value).toString() : value);
    }
    values.keySet().removeAll(Set.of("adapter", "policy"));
    return new LedgerConfig(values);
  }
}
