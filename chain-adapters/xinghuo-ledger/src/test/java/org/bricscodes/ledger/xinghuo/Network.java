package org.bricscodes.ledger.xinghuo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;

/** A model network with one funded account, and the settings to reach it. */
final class Network implements AutoCloseable {

  static final long FUNDS = 100_000_000_000L;

  final TestClock clock;
  final ModelChain chain;
  final List<ModelNode> nodes = new ArrayList<>();
  final SigningKey key;
  final String address;
  private final Path keyFile;

  Network(
      Path dir,
      String name,
      TestClock clock,
      ChainProfile profile,
      KeyAlgorithm algorithm,
      int size) {
    this.clock = clock;
    this.chain = new ModelChain(profile, 7, name, clock);
    this.key = SigningKey.generate(algorithm, new SecureRandom());
    this.address = profile.keys().address(key.verifyingKey());
    this.keyFile = dir.resolve(name + ".key");
    writeOwnerOnly(keyFile, profile.keys().printPrivate(key) + "\n");
    chain.fund(address, FUNDS);
    for (int i = 0; i < size; i++) {
      nodes.add(ModelNode.start(chain));
    }
  }

  static Network bif(Path dir, int size) {
    return new Network(
        dir, "one", new TestClock(), ChainProfile.BIF_CORE, KeyAlgorithm.ED25519, size);
  }

  /** Settings that fit; tests change one of them. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("profile", chain.profile().id());
    settings.put(
        "nodes",
        nodes.stream().map(node -> node.uri().toString()).collect(Collectors.joining(" ")));
    settings.put("genesis", chain.genesis().toString());
    settings.put("chain-id", String.valueOf(chain.chainId()));
    settings.put("address", address);
    settings.put("key-file", keyFile.toString());
    settings.put("lifetime-blocks", "20");
    return settings;
  }

  Ledger open() throws LedgerException, InterruptedException {
    return open(settings());
  }

  Ledger open(Map<String, String> settings) throws LedgerException, InterruptedException {
    return LedgerProviders.load(Network.class.getClassLoader())
        .open("xinghuo", new LedgerConfig(settings), new LedgerContext(clock, new SecureRandom()));
  }

  @Override
  public void close() {
    nodes.forEach(ModelNode::close);
  }

  static void writeOwnerOnly(Path file, String text) {
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.deleteIfExists(file);
      Files.writeString(Files.createFile(file, ownerOnly), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
