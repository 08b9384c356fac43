package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.Response;

/** A real node in a process of its own, on a free port of the loopback address. */
final class Anvil implements AutoCloseable {

  /** The accounts every anvil begins with; their keys are public. */
  static final List<String> KEYS =
      List.of(
          "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
          "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
          "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");

  /** An epoch is four blocks, so a block is final by its tag when eight stand upon it. */
  static final int UNTIL_FINAL = 10;

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);

  /** Ports of this process's chains. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final int port;
  private final RpcEndpoint endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  private Anvil(Process process, int port) {
    this.process = process;
    this.port = port;
    this.endpoint = new RpcEndpoint(address(), http, Duration.ofSeconds(30));
  }

  /** Any JSON. */
  static final class AnyAnswer extends Response<Object> {}

  /** A chain that makes blocks when it is told to and not before. */
  static Anvil start(long chainId, String... more) throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--chain-id", Long.toString(chainId), "--slots-in-an-epoch", "4"));
    command.addAll(List.of("--no-mining", "--quiet"));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Anvil anvil = new Anvil(process, port);
    anvil.awaitStart();
    return anvil;
  }

  /** No two tests of this process get the same, though it is free until the chain has begun. */
  private static int freePort() throws IOException {
    int port;
    do {
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
    } while (!GIVEN.add(port));
    return port;
  }

  private static Path program() {
    String home = System.getenv("XDG_CACHE_HOME");
    Path cache = home == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
    Path program = cache.resolve("bricscodes-anvil/anvil");
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "anvil is not installed: run chain-adapters/evm-ledger/src/test/anvil/install");
    }
    return program;
  }

  private void awaitStart() throws Exception {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      try {
        node().chainId();
        return;
      } catch (RpcException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException("anvil ended with " + process.exitValue(), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    throw new IllegalStateException("anvil did not answer in " + STARTS_WITHIN);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Node node() {
    return new Node(endpoint, Deadline.in(Duration.ofSeconds(30)));
  }

  Object call(String method, Object... parameters) {
    try {
      return endpoint
          .call(
              method,
              List.of(parameters),
              AnyAnswer.class,
              RpcEndpoint.MAX_BLOCK_BYTES,
              Deadline.in(Duration.ofSeconds(60)))
          .orElse("");
    } catch (RpcException | InterruptedException e) {
      throw new IllegalStateException(method, e);
    }
  }

  void mine(int blocks) {
    call("anvil_mine", "0x" + Integer.toHexString(blocks));
  }

  /** Takes the newest blocks back; others without transactions take their places. */
  void reorganise(int depth) {
    call("anvil_reorg", depth, List.of());
  }

  void passTo(Instant time) {
    call("evm_setNextBlockTimestamp", time.getEpochSecond());
    mine(1);
  }

  void fund(String account, String wei) {
    call("anvil_setBalance", account, wei);
  }

  static Path keyFile(Path directory, String name, String key) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key + "\n");
    }
    return file;
  }

  static String account(String key) {
    return Credentials.create(key).getAddress();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
