package org.bricscodes.ledger.xinghuo;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.testkit.LedgerContract;
import org.bricscodes.ledger.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on two model networks; its subclasses choose the profile and the signer. */
abstract class XinghuoContract extends LedgerContract {

  private final ChainProfile profile;
  private final KeyAlgorithm algorithm;
  private Network one;
  private Network another;
  private Wire wire;

  @TempDir Path dir;

  @SuppressWarnings("NullAway.Init") // set before each test
  XinghuoContract(ChainProfile profile, KeyAlgorithm algorithm) {
    this.profile = profile;
    this.algorithm = algorithm;
  }

  @Override
  protected Ledger open() throws Exception {
    if (one == null) {
      TestClock clock = new TestClock();
      one = new Network(dir, "one", clock, profile, algorithm, 1);
      another = new Network(dir, "another", clock, profile, algorithm, 1);
      wire = Wire.to("127.0.0.1", one.nodes.getFirst().uri().getPort());
    }
    Map<String, String> settings = one.settings();
    settings.put("nodes", "http://127.0.0.1:" + wire.port());
    return one.open(settings);
  }

  @Override
  protected Ledger openAnother() throws Exception {
    return another.open();
  }

  @AfterEach
  void closeNetworks() {
    wire.close();
    one.close();
    another.close();
  }

  @Override
  protected void settle() {
    one.chain.mine();
    another.chain.mine();
  }

  @Override
  protected void letExpire() {
    one.chain.mineEmpty(21);
  }

  @Override
  protected LedgerProvider provider() {
    return new XinghuoLedgerProvider();
  }

  @Override
  protected Optional<Wire> wire() {
    return Optional.of(wire);
  }

  @Override
  protected Optional<String> node() {
    return Optional.of(one.nodes.getFirst().uri().toString());
  }

  @Override
  protected boolean keepsSecondWriterOut() {
    return true;
  }

  @Override
  protected List<String> secrets() {
    return List.of(profile.keys().printPrivate(one.key), HexFormat.of().formatHex(one.key.raw()));
  }
}
