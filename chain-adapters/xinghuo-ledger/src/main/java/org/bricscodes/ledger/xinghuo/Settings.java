package org.bricscodes.ledger.xinghuo;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.bricscodes.ledger.Setting.Exposure;
import org.bricscodes.ledger.Setting.Need;
import org.bricscodes.tlog.Digest;

/**
 * What an operator sets.
 *
 * @param maxFee the fee limit of every transaction
 * @param reserve what the chain keeps an account from spending
 * @param lifetime blocks a transaction can be executed in, from the one after its preparation on
 */
record Settings(
    Chain chain,
    List<URI> nodes,
    String address,
    Path keyFile,
    Optional<Path> passwordFile,
    Optional<String> authorization,
    long gasPrice,
    long maxFee,
    long reserve,
    int lifetime) {

  private static final int MAX_NODES = 16;
  static final long MAX_CHAIN_ID = 999_999_999_999_999_999L;
  private static final int MAX_LIFETIME = 1000;
  private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  /** The manual. */
  static final List<Setting> ALL =
      List.of(
          Setting.required(
              "profile", "the member of the family: bif-core, or zetrix (also for ASTRON)"),
          Setting.required(
              "nodes",
              "addresses of nodes' HTTP interface, separated by spaces, 16 at most, such as"
                  + " http://127.0.0.1:27002; each a node of its own, never a load balancer"),
          Setting.required(
              "genesis",
              "hash of the network's first block, 64 hex digits, from a source you trust; a node"
                  + " tells it as result.header.hash of GET /getLedger?seq=1"),
          Setting.optional("chain-id", "the network's chain id; 0 where it has none", "0"),
          Setting.required("address", "the account anchors are written under"),
          Setting.required(
              "key-file",
              "file with the account's private key in the family's own text form, or with the"
                  + " family's key store; its owner's only (chmod 600); trace ledgers set-up"
                  + " xinghuo makes one"),
          new Setting(
              "password-file",
              "file with the key store's password as its one line; its owner's only (chmod 600)",
              Need.OPTIONAL,
              Optional.empty(),
              Exposure.PUBLIC),
          new Setting(
              "authorization",
              "value of the header Authorization that nodes behind a gate ask for",
              Need.OPTIONAL,
              Optional.empty(),
              Exposure.SECRET),
          Setting.optional("domain-id", "the domain of the chain to write to (bif-core)", "0"),
          Setting.optional("gas-price", "what one byte costs, in the chain's smallest unit", "100"),
          Setting.optional(
              "max-fee",
              "the most one anchor may cost, in the chain's smallest unit; the account has to hold"
                  + " it beside the reserve",
              "1000000"),
          Setting.optional(
              "reserve",
              "what the chain keeps an account from spending, in its smallest unit",
              "10000000"),
          Setting.optional(
              "lifetime-blocks",
              "blocks a transaction can be executed in, 10 to 1000; a longer one ties an anchor"
                  + " down for longer when it is lost",
              "200"));

  Settings {
    nodes = List.copyOf(nodes);
  }

  /**
   * @throws LedgerException.Refused naming every setting that cannot be used
   */
  static Settings of(LedgerConfig config) throws LedgerException {
    SettingFaults faults = new SettingFaults(config);
    ChainProfile profile =
        faults.read("profile", ChainProfile::named).orElse(ChainProfile.BIF_CORE);
    Digest genesis = faults.read("genesis", Digest::parseHex).orElse(Digest.sha256());
    long chainId = faults.number("chain-id", 0, MAX_CHAIN_ID);
    List<URI> nodes = faults.read("nodes", Settings::nodes).orElse(List.of());
    String address = faults.read("address", text -> address(profile, text)).orElse("");
    Path keyFile = faults.read("key-file", Settings::path).orElse(Path.of("."));
    Optional<Path> passwordFile = faults.read("password-file", Settings::path);
    Optional<String> authorization = faults.read("authorization", Settings::headerValue);
    long domainId = faults.number("domain-id", 0, maxDomainId(profile));
    long gasPrice = faults.number("gas-price", 1, MAX_AMOUNT);
    long maxFee = faults.number("max-fee", 1, MAX_AMOUNT);
    long reserve = faults.number("reserve", 0, MAX_AMOUNT);
    int lifetime = (int) faults.number("lifetime-blocks", 10, MAX_LIFETIME);
    faults.throwIfAny();
    return new Settings(
        new Chain(profile, chainId, domainId, genesis),
        nodes,
        address,
        keyFile,
        passwordFile,
        authorization,
        gasPrice,
        maxFee,
        reserve,
        lifetime);
  }

  static long maxDomainId(ChainProfile profile) {
    return profile.domainIds() == ChainProfile.DomainIds.NONE ? 0 : Integer.MAX_VALUE;
  }

  /** Whether an account with this balance can pay for one more transaction. */
  boolean canPay(long balance) {
    return balance - reserve > maxFee;
  }

  static List<URI> nodes(String text) {
    List<URI> nodes = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      nodes.add(node(word));
    }
    if (nodes.size() > MAX_NODES || nodes.size() != nodes.stream().distinct().count()) {
      throw new IllegalArgumentException("at most 16 addresses, each once");
    }
    return nodes;
  }

  /** The address of a node. */
  static URI node(String word) {
    URI uri;
    try {
      uri = new URI(word.endsWith("/") ? word.substring(0, word.length() - 1) : word);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("each is a URL", e);
    }
    boolean plain =
        ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!plain) {
      throw new IllegalArgumentException(
          "each is http:// or https://, a host, and maybe a port and a path");
    }
    return uri;
  }

  private static String address(ChainProfile profile, String text) {
    profile.keys().requireAddress(text);
    return text;
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("it is no path", e);
    }
  }

  static String headerValue(String text) {
    if (!text.matches("[\\x20-\\x7e]{1,4096}")) {
      throw new IllegalArgumentException("a header's value is 1 to 4096 printable ASCII letters");
    }
    return text;
  }

  /** Never prints {@code authorization}. */
  @Override
  public String toString() {
    return "Settings[" + chain + " " + address + "]";
  }
}
