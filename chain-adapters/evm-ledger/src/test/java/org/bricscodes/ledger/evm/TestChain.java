package org.bricscodes.ledger.evm;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;

/** An anvil with our contracts on it, set up the way an operator does it. */
final class TestChain implements AutoCloseable {

  static final LedgerContext CONTEXT =
      new LedgerContext(InstantSource.system(), new SecureRandom());

  private final Anvil anvil;
  private final Path directory;
  private final Map<String, String> settings;

  private TestChain(Anvil anvil, Path directory, Map<String, String> settings) {
    this.anvil = anvil;
    this.directory = directory;
    this.settings = settings;
  }

  static TestChain start(Path directory, long chainId, String... anvilArguments) throws Exception {
    Anvil anvil = Anvil.start(chainId, anvilArguments);
    try {
      Path key = Anvil.keyFile(directory, "writer-" + chainId + ".key", Anvil.KEYS.getFirst());
      Map<String, String> config =
          Map.of(
              "rpc", anvil.address().toString(),
              "key-file", key.toString(),
              "with-pledges", "yes");
      Map<String, String> made = setUp(anvil, config);
      anvil.mine(Anvil.UNTIL_FINAL);
      return new TestChain(anvil, directory, made);
    } catch (Exception | Error e) {
      anvil.close();
      throw e;
    }
  }

  /** Runs the set-up while blocks are made. */
  static Map<String, String> setUp(Anvil anvil, Map<String, String> config) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Map<String, String>> made =
          threads.submit(() -> providers().setUp("eip155", new LedgerConfig(config), CONTEXT));
      while (!made.isDone()) {
        anvil.mine(1);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      return made.get();
    }
  }

  static LedgerProviders providers() {
    return LedgerProviders.load(TestChain.class.getClassLoader());
  }

  static LedgerProvider provider() {
    return providers().named("eip155");
  }

  Anvil anvil() {
    return anvil;
  }

  /** The settings it is opened with. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  Ledger open() throws LedgerException, InterruptedException {
    return open(Map.of());
  }

  /** Opened with other settings beside. */
  Ledger open(Map<String, String> more) throws LedgerException, InterruptedException {
    Map<String, String> config = new HashMap<>(settings);
    config.putAll(more);
    return providers().open("eip155", new LedgerConfig(config), CONTEXT);
  }

  /** Opened by another account. */
  Ledger openBy(String key, Map<String, String> more) throws Exception {
    Path file = Anvil.keyFile(directory, "writer-" + Anvil.account(key) + ".key", key);
    Map<String, String> config = new HashMap<>(more);
    config.put("key-file", file.toString());
    return open(config);
  }

  void settle() {
    anvil.mine(Anvil.UNTIL_FINAL);
  }

  @Override
  public void close() {
    anvil.close();
  }
}
