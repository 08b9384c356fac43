package org.bricscodes.ledger.evm;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.testkit.LedgerContract;
import org.bricscodes.ledger.testkit.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on two real chains, begun anew for each test. */
abstract class AnvilContract extends LedgerContract {

  private static final int DROPPED = 2;

  @TempDir Path directory;
  private @Nullable TestChain one;
  private @Nullable TestChain another;
  private @Nullable Wire wire;

  /** The settings under which the contract is tested. */
  abstract Map<String, String> policy();

  @AfterEach
  void stop() {
    if (one != null) {
      one.close();
    }
    if (another != null) {
      another.close();
    }
    if (wire != null) {
      wire.close();
    }
  }

  private TestChain one() throws Exception {
    if (one == null) {
      one = TestChain.start(directory, 31_337);
      wire = Wire.to("127.0.0.1", one.anvil().address().getPort());
    }
    return one;
  }

  @Override
  protected Ledger open() throws Exception {
    TestChain chain = one();
    Map<String, String> settings = new HashMap<>(policy());
    settings.put("rpc", "http://127.0.0.1:" + wire().orElseThrow().port());
    return chain.open(settings);
  }

  @Override
  protected Optional<Wire> wire() {
    return Optional.ofNullable(wire);
  }

  @Override
  protected Optional<String> node() {
    return Optional.of(anvil().address() + "#" + policy().getOrDefault("finality", "finalized"));
  }

  @Override
  protected boolean keepsSecondWriterOut() {
    return true;
  }

  @Override
  protected Ledger openAnother() throws Exception {
    if (another == null) {
      another = TestChain.start(directory, 31_338);
    }
    return another.open(policy());
  }

  @Override
  protected Optional<Ledger> openAsAnotherWriter() throws Exception {
    return Optional.of(one().openBy(Anvil.KEYS.get(1), policy()));
  }

  @Override
  protected LedgerProvider provider() {
    return TestChain.provider();
  }

  @Override
  protected void settle() {
    anvil().mine(Anvil.UNTIL_FINAL);
    if (another != null) {
      another.settle();
    }
  }

  @Override
  protected void includeAndReorganise() {
    anvil().mine(1);
    anvil().mine(1);
    anvil().reorganise(DROPPED);
  }

  @Override
  protected void letTimePass(Instant time) {
    anvil().passTo(time);
  }

  @Override
  protected List<String> secrets() {
    return List.of(Anvil.KEYS.getFirst());
  }

  private Anvil anvil() {
    if (one == null) {
      throw new IllegalStateException("the ledger was not opened");
    }
    return one.anvil();
  }
}
