package org.bricscodes.ledger.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;

/** The contract against one kind of ledger in memory; its subclasses choose the kind. */
abstract class MemoryContract extends LedgerContract {

  private final MemoryNetwork network;
  private final MemoryNetwork another;

  MemoryContract(int confirmations, Capability... flags) {
    this.network = new MemoryNetwork("contract", confirmations, Set.of(flags));
    this.another = new MemoryNetwork("another", confirmations, Set.of(flags));
  }

  @Override
  protected Ledger open() {
    return network.connect();
  }

  @Override
  protected Ledger openAnother() {
    return another.connect();
  }

  @Override
  protected void settle() {
    network.settle();
    another.settle();
  }

  @Override
  protected void includeAndReorganise() {
    network.mine();
    network.reorganise(1, MemoryNetwork.Fate.VANISH);
  }

  @Override
  protected void letExpire() {
    for (int i = 0; i <= MemoryNetwork.LIFETIME; i++) {
      network.mine();
    }
    network.settle();
  }

  @Override
  protected Optional<Ledger> openAsAnotherWriter() {
    return Optional.of(network.connect(1));
  }

  @Override
  protected void letTimePass(Instant time) {
    network.advanceTo(time);
  }

  @Override
  protected LedgerProvider provider() {
    return new LedgerProvider() {
      @Override
      public String id() {
        return "memory";
      }

      @Override
      public List<Setting> settings() {
        return List.of();
      }

      @Override
      public Ledger open(LedgerConfig config, LedgerContext context) {
        return network.connect();
      }

      @Override
      public Optional<ReceiptVerifier> offlineVerifier(String trust) {
        return Optional.empty();
      }
    };
  }
}
