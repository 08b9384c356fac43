package org.bricscodes.ledger.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bricscodes.ledger.LedgerConfig;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A network of processes, as {@code network/network} starts it, for all tests of one run: two
 * organisations with a peer each, two channels, and the chaincode, which both must endorse.
 */
final class FabricNetwork implements AutoCloseable {

  /** Hands the one network to whichever test asks for it. */
  static final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FabricNetwork.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(FabricNetwork.class))
          .computeIfAbsent(FabricNetwork.class, type -> start(), FabricNetwork.class);
    }
  }

  private static final int USERS = 400;
  private static final int PORTS = 11;

  private final Path dir;
  private final int base;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicInteger pools = new AtomicInteger();

  private FabricNetwork(Path dir, int base) {
    this.dir = dir;
    this.base = base;
  }

  private static FabricNetwork start() {
    try {
      Path parent = Files.createTempDirectory("fabric-network-");
      FabricNetwork network = new FabricNetwork(parent.resolve("network"), freePorts());
      network.script("start", Integer.toString(network.base));
      network.ownKeys();
      return network;
    } catch (IOException e) {
      throw new IllegalStateException("no Fabric network can be started", e);
    }
  }

  /** cryptogen writes keys for everyone to read, and a key that others can read is refused. */
  private void ownKeys() throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve("crypto"))) {
      for (Path key :
          files
              .filter(f -> f.toString().endsWith("_sk") || f.toString().endsWith(".key"))
              .toList()) {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  Path dir() {
    return dir;
  }

  /** Where an organisation's peer, and its gateway, listens. */
  int peerPort(int org) {
    return base + 3 * org;
  }

  /** A port nobody listens on. */
  int sparePort() {
    return base + 10;
  }

  /** A user of Org1 that no test has been. */
  int freshUser() {
    int user = users.incrementAndGet();
    if (user > USERS) {
      throw new IllegalStateException("more users are needed: raise USERS");
    }
    return user;
  }

  /** A registry of pledges that no test has used. */
  String freshPool() {
    return "pool-" + pools.incrementAndGet();
  }

  Path user(int n) {
    return dir.resolve(
        "crypto/peerOrganizations/org1.example.com/users/User" + n + "@org1.example.com");
  }

  Path organisation(int org) {
    return dir.resolve("crypto/peerOrganizations/org" + org + ".example.com");
  }

  Path peer(int org) {
    return organisation(org).resolve("peers/peer0.org" + org + ".example.com");
  }

  Path orderer() {
    return dir.resolve("crypto/ordererOrganizations/example.com/orderers/orderer.example.com");
  }

  /** One file with the authorities of both organisations' TLS certificates. */
  Path tlsAuthorities() {
    try {
      Path file = dir.resolve("tls-ca.pem");
      if (!Files.exists(file)) {
        Files.writeString(
            file,
            Files.readString(peer(1).resolve("tls/ca.crt"))
                + Files.readString(peer(2).resolve("tls/ca.crt")));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a user of Org1 on a channel. */
  Map<String, String> settings(String channel, int user, String pool) {
    Path msp = user(user).resolve("msp");
    Map<String, String> settings = new HashMap<>();
    settings.put("peers", "127.0.0.1:" + peerPort(1) + ",127.0.0.1:" + peerPort(2));
    settings.put("channel", channel);
    settings.put("msp", "Org1MSP");
    settings.put("certificate-file", onlyFile(msp.resolve("signcerts")).toString());
    settings.put("key-file", onlyFile(msp.resolve("keystore")).toString());
    settings.put("tls-ca-file", tlsAuthorities().toString());
    settings.put("endorsers", "Org1MSP,Org2MSP");
    settings.put("pool", pool);
    return settings;
  }

  static LedgerConfig config(Map<String, String> settings) {
    return new LedgerConfig(settings);
  }

  static Path onlyFile(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process at once: orderer, peer1, peer2 or chaincode. */
  void kill(String process) throws IOException {
    script("kill", process);
  }

  /** Starts it again on what it left, and waits until it answers and peers see each other. */
  void resume(String process) throws IOException {
    script("resume", process);
  }

  /** As {@link #resume}, and the peer asks whoever connects for a certificate. */
  void resumeMutual(String peer) throws IOException {
    script("resume", peer, "mutual");
  }

  private void script(String verb, String... arguments) throws IOException {
    Path said = dir.resolveSibling("script.log");
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(Path.of("network/network").toAbsolutePath().toString());
    command.add(verb);
    command.add(dir.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    process.environment().put("FABRIC_USERS", Integer.toString(USERS));
    process.environment().put("FABRIC_OWNER", Long.toString(ProcessHandle.current().pid()));
    Process running = process.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (running.waitFor(10, TimeUnit.MINUTES) && running.exitValue() == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.destroyForcibly();
    throw new IllegalStateException("network " + verb + ":\n" + Files.readString(said));
  }

  @Override
  public void close() throws IOException {
    script("stop");
    try (Stream<Path> files = Files.walk(dir.getParent())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The first of a run of ports that nobody listens on. */
  private static int freePorts() {
    // Below those that systems hand out to connections.
    for (int base = 20_000 + (int) (ProcessHandle.current().pid() % 600) * 20;
        base < 32_000 + PORTS;
        base += PORTS) {
      if (areFree(base)) {
        return base;
      }
    }
    throw new IllegalStateException("no " + PORTS + " free ports in a row");
  }

  private static boolean areFree(int base) {
    for (int port = base; port < base + PORTS; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        probe.setReuseAddress(true);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
