package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A BIF network of two nodes and a ledger on it, for tests of what the contract cannot know. */
abstract class Case {

  static final Duration WITHIN = Duration.ofSeconds(10);

  final SampleLog log = new SampleLog("log.example/trace");
  Network network;
  Ledger ledger;

  @TempDir Path dir;

  @SuppressWarnings("NullAway.Init") // set before each test
  Case() {}

  @BeforeEach
  void openNetwork() throws Exception {
    network = Network.bif(dir, 2);
    ledger = network.open();
  }

  @AfterEach
  void closeNetwork() {
    ledger.close();
    network.close();
  }

  ModelNode first() {
    return network.nodes.getFirst();
  }

  ModelNode second() {
    return network.nodes.get(1);
  }

  /** Every node does it. */
  void both(Consumer<ModelNode> what) {
    network.nodes.forEach(what);
  }

  Prepared submitted(Content content) throws Exception {
    Prepared prepared = ledger.prepare(content, WITHIN);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    return prepared;
  }

  Prepared finished(Content content) throws Exception {
    Prepared prepared = submitted(content);
    network.chain.mine();
    return prepared;
  }

  TxState state(Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  static LedgerException failure(Call call) {
    try {
      return fail("was taken: " + call.make());
    } catch (LedgerException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Fault fault(Call call) {
    return failure(call).fault();
  }
}
