package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.bricscodes.ledger.SignerLock;
import org.web3j.crypto.ContractUtils;

/** Puts our contracts on a chain. */
final class EvmSetUp {

  private static final String WITH_PLEDGES = "with-pledges";
  private static final Duration CALL_WITHIN = Duration.ofSeconds(30);
  private static final Duration INCLUDED_WITHIN = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 500;

  private final EvmSettings.Reach reach;
  private final EvmKey key;

  private EvmSetUp(EvmSettings.Reach reach, EvmKey key) {
    this.reach = reach;
    this.key = key;
  }

  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(EvmSettings.reaching());
    settings.add(
        Setting.optional(
            WITH_PLEDGES, "yes or no: whether to make a registry of pledges, too", "no"));
    return List.copyOf(settings);
  }

  static SortedMap<String, String> run(LedgerConfig config)
      throws LedgerException, InterruptedException {
    EvmSettings.Reach reach = EvmSettings.Reach.parse(config);
    String withPledges = config.value(WITH_PLEDGES);
    if (!withPledges.equals("yes") && !withPledges.equals("no")) {
      throw Fault.INVALID_INPUT.because("'with-pledges' is yes or no");
    }
    EvmKey key = EvmKey.read(reach.keyFile(), reach.passwordFile());
    SortedMap<String, String> made = new TreeMap<>(config.values());
    made.remove(WITH_PLEDGES);
    try (SignerLock _ = SignerLock.take(reach.keyFile())) {
      EvmSetUp setUp = new EvmSetUp(reach, key);
      Network found = setUp.found();
      made.put(EvmSettings.CHAIN_ID, Long.toString(found.chainId()));
      made.put(EvmSettings.GENESIS, found.genesis());
      try (Chain chain = EvmLedgerProvider.chain(reach.nodes(), found)) {
        made.put(EvmSettings.CONTRACT, setUp.make(chain, found, Artefact.checkpointAnchors()));
        if (withPledges.equals("yes")) {
          made.put(EvmSettings.PLEDGES, setUp.make(chain, found, Artefact.pledgeRegistry()));
        }
      }
    }
    return made;
  }

  /** Which chain the nodes serve, as the first that answers says; the others are held to it. */
  private Network found() throws LedgerException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    try (Chain any = EvmLedgerProvider.chain(reach.nodes(), new Network(0, "", Map.of()))) {
      for (RpcEndpoint endpoint : any.endpoints()) {
        try {
          Node node = new Node(endpoint, Deadline.in(CALL_WITHIN));
          long chainId = node.chainId();
          Optional<Header> first = node.header(Node.at(0));
          if (first.isPresent()) {
            return new Network(chainId, first.get().hash(), Map.of());
          }
          reasons.add(endpoint.name() + " has no block 0");
        } catch (RpcException e) {
          reasons.add(e.text());
        }
      }
    }
    throw Fault.UNAVAILABLE.because("no node can be asked: " + String.join("; ", reasons));
  }

  private String make(Chain chain, Network network, Artefact artefact)
      throws LedgerException, InterruptedException {
    SignedTx tx = chain.read(CALL_WITHIN, node -> signed(node, network, artefact));
    String address =
        ContractUtils.generateContractAddress(tx.from(), BigInteger.valueOf(tx.nonce()));
    var _ = chain.send(tx, CALL_WITHIN);
    long end = System.nanoTime() + INCLUDED_WITHIN.toNanos();
    while (System.nanoTime() - end < 0) {
      Optional<Receipt> receipt = chain.read(CALL_WITHIN, node -> node.receipt(tx.hash()));
      if (receipt.isPresent()) {
        requireMade(chain, artefact, address, receipt.get());
        return address;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    throw Fault.TIMEOUT.because(
        "transaction "
            + tx.hash()
            + " is in no block after five minutes; it would make "
            + address);
  }

  private SignedTx signed(Node node, Network network, Artefact artefact)
      throws LedgerException, RpcException, InterruptedException {
    Header latest =
        node.header(Node.LATEST)
            .orElseThrow(() -> RpcException.lost(node.endpoint().name(), "it has no newest block"));
    Price price = reach.fees().quote(node, latest);
    long estimate;
    try {
      estimate = node.gasToMake(key.address(), artefact.code());
    } catch (RpcException e) {
      throw new Call("", artefact.code(), 0).refusal(e);
    }
    long gas = estimate + estimate / 4;
    BigInteger most = price.cap().multiply(BigInteger.valueOf(gas));
    BigInteger balance = node.balance(key.address());
    if (balance.compareTo(most) < 0) {
      throw Fault.INSUFFICIENT_FUNDS.because(
          "account "
              + key.address()
              + " has "
              + FeePolicy.gwei(balance)
              + ", making the contract may cost "
              + FeePolicy.gwei(most));
    }
    long nonce = node.nonce(key.address(), Node.PENDING);
    return key.sign(network.chainId(), nonce, gas, price, "", artefact.code());
  }

  private static void requireMade(Chain chain, Artefact artefact, String address, Receipt receipt)
      throws LedgerException, InterruptedException {
    byte[] code = chain.read(CALL_WITHIN, node -> node.code(address));
    if (!receipt.succeeded() || !java.util.Arrays.equals(code, artefact.deployedCode())) {
      throw Fault.REJECTED.because(
          "transaction " + receipt.transaction() + " did not make the contract at " + address);
    }
  }
}
