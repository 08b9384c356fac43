package org.bricscodes.ledger.xinghuo;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.bricscodes.tlog.Digest;

/**
 * What an operator needs before the first anchor: a key of an account, made where {@code key-file}
 * names no file yet, and the hash of the first block, of which all nodes have to say the same. It
 * writes nothing to the chain: the account has then to be funded, and on BIF certified.
 */
final class XinghuoSetUp {

  private static final String ALGORITHM = "algorithm";
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Set<String> TAKEN =
      Set.of(
          "profile",
          "nodes",
          "chain-id",
          "key-file",
          "password-file",
          "authorization",
          "domain-id");

  /** Some of the ledger's own, and how a new key signs. */
  static final List<Setting> SETTINGS =
      Stream.concat(
              Settings.ALL.stream().filter(setting -> TAKEN.contains(setting.key())),
              Stream.of(
                  Setting.optional(
                      ALGORITHM, "how a new key signs: ed25519, or sm2 (bif-core)", "ed25519")))
          .toList();

  private XinghuoSetUp() {}

  static SortedMap<String, String> run(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    SettingFaults faults = new SettingFaults(config);
    ChainProfile profile =
        faults.read("profile", ChainProfile::named).orElse(ChainProfile.BIF_CORE);
    List<URI> nodes = faults.read("nodes", Settings::nodes).orElse(List.of());
    Path keyFile = faults.read("key-file", Settings::path).orElse(Path.of("."));
    Optional<Path> passwordFile = faults.read("password-file", Settings::path);
    Optional<String> authorization = faults.read("authorization", Settings::headerValue);
    KeyAlgorithm algorithm =
        faults.read(ALGORITHM, text -> algorithm(profile, text)).orElse(KeyAlgorithm.ED25519);
    var _ = faults.number("chain-id", 0, Settings.MAX_CHAIN_ID);
    long domainId = faults.number("domain-id", 0, Settings.maxDomainId(profile));
    faults.throwIfAny();
    Digest genesis = genesis(nodes, domainId, authorization);
    SigningKey key =
        Files.exists(keyFile)
            ? KeyFile.read(profile.keys(), keyFile, passwordFile)
            : SigningKey.generate(algorithm, context.random());
    String address = profile.keys().address(key.verifyingKey());
    if (!Files.exists(keyFile)) {
      KeyFile.create(profile.keys(), keyFile, key);
    }
    SortedMap<String, String> made = new TreeMap<>(config.values());
    made.remove(ALGORITHM);
    made.put("genesis", genesis.toString());
    made.put("address", address);
    return made;
  }

  private static KeyAlgorithm algorithm(ChainProfile profile, String text) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      boolean offered = profile == ChainProfile.BIF_CORE || algorithm == KeyAlgorithm.ED25519;
      if (offered && algorithm.name().toLowerCase(Locale.ROOT).equals(text)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        profile == ChainProfile.BIF_CORE ? "ed25519 or sm2" : "ed25519, all that Zetrix takes");
  }

  /** All nodes have to answer now, so that a stranger among them is found before it matters. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // an absent header, stated as such
  private static Digest genesis(List<URI> nodes, long domainId, Optional<String> authorization)
      throws LedgerException, InterruptedException {
    Optional<Digest> agreed = Optional.empty();
    try (HttpClient http = XinghuoReader.http()) {
      for (URI uri : nodes) {
        Node node = new Node(http, uri, domainId, authorization);
        Digest first = first(node);
        if (agreed.isPresent() && !agreed.get().equals(first)) {
          throw Fault.WRONG_NETWORK.because(
              node.name()
                  + " begins with block "
                  + first
                  + ", the nodes before with "
                  + agreed.get());
        }
        agreed = Optional.of(first);
      }
    }
    return agreed.orElseThrow();
  }

  private static Digest first(Node node) throws LedgerException, InterruptedException {
    try {
      return node.header(1, Deadline.after(WITHIN))
          .map(LedgerHeader::hash)
          .orElseThrow(() -> Fault.UNAVAILABLE.because(node.name() + " has no first block"));
    } catch (NodeFailure e) {
      throw Fault.UNAVAILABLE.because(String.valueOf(e.getMessage()), e);
    }
  }
}
