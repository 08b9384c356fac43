package org.bricscodes.ledger.evm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.bricscodes.ledger.Setting.Exposure;
import org.bricscodes.ledger.Setting.Need;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets, read and checked as a whole: every fault is named at once.
 *
 * @param pledges the registry of pledges, if this ledger holds one
 * @param quorum nodes that must call a block final, or an attempt dead
 * @param maxHeadAge how old the newest block may be; zero for any
 */
record EvmSettings(
    List<URI> nodes,
    long chainId,
    String genesis,
    String contract,
    Optional<String> pledges,
    Path keyFile,
    Optional<Path> passwordFile,
    FinalityPolicy finality,
    FeePolicy fees,
    Evidence evidence,
    int quorum,
    Duration maxHeadAge) {

  /** What a receipt carries. */
  enum Evidence {
    /** The block's header and a proof against it. */
    PROOF,
    /** The signed transaction alone; the rest is what a node says. */
    EXCERPT
  }

  static final String RPC = "rpc";
  static final String CHAIN_ID = "chain-id";
  static final String GENESIS = "genesis";
  static final String CONTRACT = "contract";
  static final String PLEDGES = "pledges";
  static final String KEY_FILE = "key-file";
  static final String PASSWORD_FILE = "password-file";
  static final String FINALITY = "finality";
  static final String FEES = "fees";
  static final String MAX_FEE = "max-fee-gwei";
  static final String MIN_TIP = "min-tip-gwei";
  static final String PERCENTILE = "tip-percentile";
  static final String RECEIPTS = "receipts";
  static final String QUORUM = "quorum";
  static final String MAX_HEAD_AGE = "max-head-age-s";

  private static final int MAX_NODES = 8;
  private static final long MAX_AGE_SECONDS = 604_800;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Those by which a chain is reached and paid; setting up needs no more. */
  static List<Setting> reaching() {
    return List.of(
        new Setting(
            RPC,
            "1 to 8 JSON-RPC addresses of nodes, http or https, separated by commas; the first that"
                + " answers is asked. Use nodes of different operators",
            Need.REQUIRED,
            Optional.empty(),
            Exposure.SECRET),
        Setting.optional(
            FEES,
            "how gas is paid: eip1559, legacy, or auto (eip1559 where blocks have a base fee)",
            "auto"),
        Setting.optional(
            MAX_FEE,
            "the most ever offered for a unit of gas, in gwei; above it, anchors wait",
            "100"),
        Setting.optional(
            MIN_TIP, "the least tip per gas, in gwei, for networks that take no less", "0"),
        Setting.optional(PERCENTILE, "which percentile of recent tips is offered, 1 to 99", "50"),
        Setting.required(
            KEY_FILE,
            "file with the key transactions are signed with, mode 600: 64 hexadecimal digits"
                + " (openssl rand -hex 32) or a Web3 key store; one key for one service"),
        given(PASSWORD_FILE, "file with the password of an encrypted key, mode 600"));
  }

  /** All of them. */
  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>(reaching());
    settings.add(Setting.required(CHAIN_ID, "the chain's EIP-155 number; setting up prints it"));
    settings.add(
        Setting.required(
            GENESIS,
            "hash of block 0, 0x and 64 digits; setting up prints it, compare it elsewhere"));
    settings.add(Setting.required(CONTRACT, "address of CheckpointAnchors; setting up prints it"));
    settings.add(
        given(PLEDGES, "address of PledgeRegistry; without it this ledger takes no pledges"));
    settings.add(
        Setting.optional(
            FINALITY,
            "when a block is final: finalized, safe, confirmations:N, or instant (only where blocks"
                + " are never taken back)",
            "finalized"));
    settings.add(
        Setting.optional(
            RECEIPTS,
            "proof: receipts carry the block's header and a proof against it; excerpt: they are"
                + " only worth what a node says, for chains whose headers cannot be recomputed",
            "proof"));
    settings.add(
        Setting.optional(
            QUORUM,
            "how many of the nodes must call the same block final, or an attempt dead, 1 to 8",
            "1"));
    settings.add(
        Setting.optional(
            MAX_HEAD_AGE,
            "seconds the newest block may be old before the health says so; 0 on chains that make"
                + " blocks only when there is something to put into them",
            "300"));
    return List.copyOf(settings);
  }

  static Setting given(String key, String meaning) {
    return new Setting(key, meaning, Need.OPTIONAL, Optional.empty(), Exposure.PUBLIC);
  }

  /**
   * @throws LedgerException.Refused naming everything that is wrong
   */
  static EvmSettings parse(LedgerConfig config) throws LedgerException {
    Faults faults = new Faults(config);
    List<URI> nodes = faults.nodes();
    FeePolicy fees = faults.fees();
    long chainId = faults.number(CHAIN_ID, 1, Long.MAX_VALUE);
    String genesis = faults.word(GENESIS);
    String contract = faults.address(CONTRACT).orElse("");
    Optional<String> pledges = faults.address(PLEDGES);
    faults.require(
        !pledges.equals(Optional.of(contract)), "'contract' and 'pledges' are two contracts");
    FinalityPolicy finality =
        faults.choice(
            FINALITY, FinalityPolicy::parse, "finalized, safe, confirmations:N or instant");
    Evidence evidence =
        faults.choice(
            RECEIPTS,
            text ->
                switch (text) {
                  case "proof" -> Optional.of(Evidence.PROOF);
                  case "excerpt" -> Optional.of(Evidence.EXCERPT);
                  default -> Optional.empty();
                },
            "proof or excerpt");
    int quorum = (int) faults.number(QUORUM, 1, Math.max(1, nodes.size()));
    Duration maxHeadAge = Duration.ofSeconds(faults.number(MAX_HEAD_AGE, 0, MAX_AGE_SECONDS));
    Path keyFile = faults.path(KEY_FILE).orElse(Path.of(""));
    Optional<Path> passwordFile = faults.path(PASSWORD_FILE);
    faults.throwIfAny();
    return new EvmSettings(
        nodes,
        chainId,
        genesis,
        contract,
        pledges,
        keyFile,
        passwordFile,
        finality,
        fees,
        evidence,
        quorum,
        maxHeadAge);
  }

  /** Nodes and fees alone. */
  record Reach(List<URI> nodes, FeePolicy fees, Path keyFile, Optional<Path> passwordFile) {

    static Reach parse(LedgerConfig config) throws LedgerException {
      Faults faults = new Faults(config);
      List<URI> nodes = faults.nodes();
      FeePolicy fees = faults.fees();
      Path keyFile = faults.path(KEY_FILE).orElse(Path.of(""));
      Optional<Path> passwordFile = faults.path(PASSWORD_FILE);
      faults.throwIfAny();
      return new Reach(nodes, fees, keyFile, passwordFile);
    }
  }

  /** Reads values and collects what is wrong with them. */
  private static final class Faults {

    private final LedgerConfig config;
    private final List<String> found = new ArrayList<>();

    Faults(LedgerConfig config) {
      this.config = config;
    }

    void throwIfAny() throws LedgerException {
      if (!found.isEmpty()) {
        throw Fault.INVALID_INPUT.because(String.join("; ", found));
      }
    }

    void require(boolean holds, String otherwise) {
      if (!holds) {
        found.add(otherwise);
      }
    }

    List<URI> nodes() {
      List<URI> nodes = new ArrayList<>();
      for (String text : config.value(RPC).split(",", -1)) {
        node(text.strip()).ifPresent(nodes::add);
      }
      if (nodes.size() > MAX_NODES) {
        found.add("'rpc' names 8 nodes at most");
      }
      return nodes;
    }

    private Optional<URI> node(String text) {
      try {
        return Optional.of(NodeForm.uri(text));
      } catch (LedgerException e) {
        found.add("'rpc' is http:// or https:// addresses, separated by commas");
        return Optional.empty();
      }
    }

    FeePolicy fees() {
      FeePolicy.Style style =
          choice(
              FEES,
              text ->
                  switch (text) {
                    case "auto" -> Optional.of(FeePolicy.Style.AUTO);
                    case "eip1559" -> Optional.of(FeePolicy.Style.EIP1559);
                    case "legacy" -> Optional.of(FeePolicy.Style.LEGACY);
                    default -> Optional.empty();
                  },
              "auto, eip1559 or legacy");
      return new FeePolicy(style, gwei(MAX_FEE), gwei(MIN_TIP), (int) number(PERCENTILE, 1, 99));
    }

    long number(String key, long least, long most) {
      String text = config.value(key);
      if (NUMBER.matcher(text).matches()
          && Long.parseLong(text) >= least
          && Long.parseLong(text) <= most) {
        return Long.parseLong(text);
      }
      found.add(
          "'"
              + key
              + "' is a number from "
              + least
              + (most == Long.MAX_VALUE ? "" : " to " + most));
      return least;
    }

    String word(String key) {
      String text = config.value(key).toLowerCase(Locale.ROOT);
      if (!Hex.isWord(text)) {
        found.add("'" + key + "' is 0x and 64 hexadecimal digits");
      }
      return text;
    }

    Optional<String> address(String key) {
      Optional<String> text = config.optional(key).map(value -> value.toLowerCase(Locale.ROOT));
      if (text.isPresent() && !Hex.isAddress(text.get())) {
        found.add("'" + key + "' is an address, 0x and 40 hexadecimal digits");
      }
      return text;
    }

    Optional<Path> path(String key) {
      try {
        return config.optional(key).map(Path::of);
      } catch (InvalidPathException e) {
        found.add("'" + key + "' is no path");
        return Optional.empty();
      }
    }

    @SuppressWarnings("NullAway") // a missing value is a fault, and faults are thrown before use
    <T> T choice(String key, Function<String, Optional<T>> parse, String choices) {
      @Nullable T value = parse.apply(config.value(key)).orElse(null);
      if (value == null) {
        found.add("'" + key + "' is " + choices);
      }
      return value;
    }

    private BigInteger gwei(String key) {
      String text = config.value(key);
      if (!DECIMAL.matcher(text).matches()) {
        found.add("'" + key + "' is a decimal number of gwei, with up to 9 decimals");
        return BigInteger.ZERO;
      }
      return new BigDecimal(text).movePointRight(9).toBigIntegerExact();
    }
  }
}
