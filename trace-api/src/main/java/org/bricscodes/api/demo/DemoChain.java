package org.bricscodes.api.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.jspecify.annotations.Nullable;

/**
 * A chain to show anchors on: an anvil that runs already, or one started here and ended with this,
 * or with this process, however that ends. A block a second and epochs of four, so that a block is
 * final by the chain's own tag about ten seconds after it was made. It begins anew each time, and
 * so does the contract on it.
 */
public final class DemoChain implements AutoCloseable {

  private static final String ADAPTER = "eip155";
  private static final int BLOCKS_AN_EPOCH = 4;

  /** The first account every anvil begins with; its key is printed in anvil's own manual. */
  private static final String KNOWN_KEY =
      "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  /**
   * Runs its arguments for as long as its standard input is open. That is a pipe from this process,
   * which the system closes even when nothing here can: after {@code kill -9}. The program ends
   * with the pipe, and the shell with the program.
   */
  private static final String WHILE_WE_LIVE =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      { read -r _ <&3; kill $program; } 2>/dev/null &
      watch=$!
      wait $program
      kill $watch 2>/dev/null
      """;

  private static final String INSTALL =
      "run chain-adapters/evm-ledger/src/test/anvil/install, or name a running one";
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);

  private final URI address;
  private final @Nullable Process process;

  private DemoChain(URI address, @Nullable Process process) {
    this.address = address;
    this.process = process;
  }

  /** One that runs already. */
  public static DemoChain at(URI address) {
    return new DemoChain(address, null);
  }

  /**
   * One from the cache that its installer fills; a block is final after about ten seconds.
   *
   * @throws StoryException if it is not there or does not start, saying what to run
   */
  public static DemoChain started() throws InterruptedException {
    return started(BLOCKS_AN_EPOCH);
  }

  /**
   * The same with longer epochs: a block is final when the second one after its own is over.
   *
   * @throws StoryException if it is not there or does not start, saying what to run
   */
  public static DemoChain started(int blocksAnEpoch) throws InterruptedException {
    Path program = program();
    if (!Files.isExecutable(program)) {
      throw new StoryException("there is no anvil at " + program + ": " + INSTALL);
    }
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  List.of(
                      "/bin/sh",
                      "-c",
                      WHILE_WE_LIVE,
                      "anvil-of-the-demonstration",
                      program.toString(),
                      "--host",
                      "127.0.0.1",
                      "--port",
                      Integer.toString(port),
                      "--block-time",
                      "1",
                      "--slots-in-an-epoch",
                      Integer.toString(blocksAnEpoch),
                      "--quiet"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      DemoChain chain = new DemoChain(URI.create("http://127.0.0.1:" + port), process);
      chain.awaitStart(port);
      return chain;
    } catch (IOException e) {
      throw new UncheckedIOException("anvil cannot be started", e);
    }
  }

  /** Where its JSON-RPC is. */
  public URI address() {
    return address;
  }

  /** The exact id of the adapter that speaks to it. */
  public String adapter() {
    return ADAPTER;
  }

  /**
   * Makes the contract, and writes the key it is written to with.
   *
   * @param ledgers folder of the data directory where ledgers and their keys lie
   * @return the settings the service opens it with
   */
  public SortedMap<String, String> contract(Path ledgers, SecureRandom random)
      throws LedgerException, InterruptedException {
    Path key = ledgers.resolve("evm.key");
    try {
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, KNOWN_KEY + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + key, e);
    }
    Map<String, String> settings =
        Map.of("rpc", address.toString(), "key-file", key.toAbsolutePath().toString());
    return LedgerProviders.load(DemoChain.class.getClassLoader())
        .setUp(ADAPTER, new LedgerConfig(settings), new LedgerContext(Clock.systemUTC(), random));
  }

  /** Ends it and waits a moment until it has ended. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended, and its end of the pipe with it.
    }
    var _ = process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }

  private void awaitStart(int port) throws InterruptedException {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (System.nanoTime() - end < 0) {
      if (process != null && !process.isAlive()) {
        throw new StoryException("anvil ended at once: " + INSTALL);
      }
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    close();
    throw new StoryException("anvil did not start in " + STARTS_WITHIN.toSeconds() + " seconds");
  }

  private static Path program() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return home.resolve("bricscodes-anvil").resolve("anvil");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
