package org.bricscodes.ledger.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.testkit.LedgerContract;
import org.bricscodes.ledger.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each test is a writer that has written nothing, with a pool of pledges of its own. */
@ExtendWith(FabricNetwork.Resolver.class)
final class FabricLedgerContractIT extends LedgerContract {

  private final FabricNetwork network;
  private final int user;
  private final int otherUser;
  private final String pool;
  private final Wire wire;

  @TempDir Path dir;

  FabricLedgerContractIT(FabricNetwork network) {
    this.network = network;
    this.user = network.freshUser();
    this.otherUser = network.freshUser();
    this.pool = network.freshPool();
    this.wire = Wire.to("127.0.0.1", network.peerPort(1));
  }

  @AfterEach
  void closeWire() {
    wire.close();
  }

  @Override
  protected Ledger open() throws Exception {
    return open("anchors", user);
  }

  @Override
  protected Ledger openAnother() throws Exception {
    return open("annex", user);
  }

  @Override
  protected Optional<Ledger> openAsAnotherWriter() throws Exception {
    return Optional.of(open("anchors", otherUser));
  }

  private Ledger open(String channel, int as) throws Exception {
    return LedgerProviders.load(getClass().getClassLoader())
        .open(
            "fabric",
            FabricNetwork.config(settings(channel, as)),
            new LedgerContext(InstantSource.system(), new SecureRandom()));
  }

  private Map<String, String> settings(String channel, int as) {
    Map<String, String> settings = network.settings(channel, as, pool);
    settings.put("peers", "127.0.0.1:" + wire.port());
    return settings;
  }

  @Override
  protected Optional<Wire> wire() {
    return Optional.of(wire);
  }

  /** A reader is another member, who has never written. */
  @Override
  protected Optional<String> node() {
    StringBuilder text = new StringBuilder("# an auditor's\n");
    settings("anchors", otherUser)
        .forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    try {
      return Optional.of(Files.writeString(dir.resolve("node"), text).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected LedgerProvider provider() {
    return new FabricLedgerProvider();
  }

  @Override
  protected void settle() {} // a submission has waited for its block

  @Override
  protected Duration shortPledge() {
    return Duration.ofSeconds(10); // real time, in which it has to be endorsed and ordered
  }

  @Override
  protected void letTimePass(Instant time) {
    try {
      Thread.sleep(Duration.between(Instant.now(), time).plusMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected List<String> secrets() {
    try {
      Path key = FabricNetwork.onlyFile(network.user(user).resolve("msp/keystore"));
      return List.of(Files.readString(key).lines().toList().get(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
