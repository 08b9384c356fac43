package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.bricscodes.ledger.SignerLock;

/**
 * A ledger on two nodes that say what they are told to: at first that their newest block is number
 * 100, of {@link #TIME}, that nothing was ever sent or anchored, and that the account is rich.
 */
final class ScriptedChain implements AutoCloseable {

  static final Instant TIME = Instant.parse("2026-07-01T12:00:00Z");
  static final String CONTRACT = "0x" + "aa".repeat(20);
  static final EvmAddress ADDRESS = new EvmAddress(7, CONTRACT);
  static final String SIGNER = Anvil.account(Anvil.KEYS.getFirst());

  private final Path directory;
  private final ScriptedNode first;
  private final ScriptedNode second;
  private final List<Ledger> opened = new ArrayList<>();
  private Instant now = TIME;

  ScriptedChain(Path directory) throws IOException {
    this.directory = directory;
    this.first = node();
    this.second = node();
  }

  ScriptedNode first() {
    return first;
  }

  ScriptedNode second() {
    return second;
  }

  /** What our clock shows. */
  void clockShows(Instant time) {
    now = time;
  }

  /** A block as a node tells it. */
  static String block(long number, Instant time) {
    return "{\"number\":\"0x"
        + Long.toHexString(number)
        + "\",\"hash\":\"0x"
        + "bb".repeat(32)
        + "\",\"timestamp\":\"0x"
        + Long.toHexString(time.getEpochSecond())
        + "\",\"receiptsRoot\":\"0x"
        + "cc".repeat(32)
        + "\",\"extraData\":\"0x\"}";
  }

  /** Opened on both nodes, with these settings beside. */
  Ledger open(Map<String, String> more) throws IOException, LedgerException {
    Path keyFile = Anvil.keyFile(directory, "key", Anvil.KEYS.getFirst());
    Map<String, String> values = new HashMap<>();
    for (Setting setting : EvmSettings.all()) {
      setting.standard().ifPresent(value -> values.put(setting.key(), value));
    }
    values.put("rpc", first.address() + "," + second.address());
    values.put("chain-id", "7");
    values.put("genesis", "0x" + "12".repeat(32));
    values.put("contract", CONTRACT);
    values.put("key-file", keyFile.toString());
    values.put("finality", "instant");
    values.put("receipts", "excerpt");
    values.putAll(more);
    HttpClient http = HttpClient.newHttpClient();
    Chain chain =
        new Chain(
            List.of(
                new RpcEndpoint(first.address(), http, Duration.ofSeconds(5)),
                new RpcEndpoint(second.address(), http, Duration.ofSeconds(5))),
            new Network(7, "", Map.of()),
            http);
    Ledger ledger =
        new EvmLedger(
            EvmSettings.parse(new LedgerConfig(values)),
            chain,
            EvmKey.read(keyFile, Optional.empty()),
            SignerLock.take(keyFile),
            new LedgerContext(() -> now, new SecureRandom()));
    opened.add(ledger);
    return ledger;
  }

  private static ScriptedNode node() throws IOException {
    return ScriptedNode.ofChain(7)
        .answers("eth_blockNumber", "\"0x64\"")
        .answers("eth_getBlockByNumber", block(100, TIME))
        .answers("eth_getTransactionCount", "\"0x0\"")
        .answers("eth_getTransactionReceipt", "null")
        .answers("eth_getTransactionByHash", "null")
        .answers("eth_getLogs", "[]")
        .answers("eth_call", "\"0x" + "0".repeat(3 * 64) + "\"")
        .answers("eth_estimateGas", "\"0x9c40\"")
        .answers("eth_gasPrice", "\"0x3b9aca00\"")
        .answers("eth_getBalance", "\"0x8ac7230489e80000\"");
  }

  @Override
  public void close() {
    opened.forEach(Ledger::close);
    first.close();
    second.close();
  }
}
