package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.api.Config;
import org.bricscodes.api.TraceServer;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.api.demo.DemoChain;
import org.bricscodes.api.demo.Story;
import org.bricscodes.api.demo.StoryLoader;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.QrSymbol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Starts the service with a story loaded, and stays up.",
    description = {
      "",
      "Issues the story's codes and reports its events through the service's own HTTP interface,"
          + " then prints links worth opening and a QR code to scan.",
      ""
    },
    footer = {
      "",
      "To scan with a phone in the same network:",
      "  trace demo --story samples/tea --host 0.0.0.0 --base-url http://192.168.1.20:8080",
      "",
      "To see checkpoints anchored on a chain (blocks, finality, reorganisations):",
      "  trace demo --story samples/tea --ledger evm",
      "",
      "or on a ledger of your own:",
      "  trace ledgers set-up eip155 --set rpc=https://node.example … --to evm.properties",
      "  trace demo --story samples/tea --ledger evm.properties"
    })
final class DemoCommand implements Callable<Integer> {

  private static final long LOGGED_WITHIN_SECONDS = 15;

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--story",
      paramLabel = "DIR",
      required = true,
      description = "Folder with story.json and its events.")
  private Path story = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory; a fresh one under ./target or the temporary folder if absent.")
  private @Nullable Path data;

  @Mixin private DemoLedger ledger = new DemoLedger();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isRegularFile(story.resolve("story.json"))) {
      throw new UnusableInput(story + " holds no story.json");
    }
    SecureRandom random = new SecureRandom();
    Path directory = data == null ? freshDirectory() : data;
    Config given = options.config(directory, System.getenv());
    String adminKey = given.adminKey() == null ? newKey(random) : given.adminKey();
    Optional<DemoChain> chain = ledger.open(directory, random, out);
    TraceServer server;
    try {
      server = TraceServer.start(given.withAdminKey(adminKey), Clock.systemUTC(), random);
    } catch (RuntimeException e) {
      chain.ifPresent(DemoChain::close);
      throw e;
    }
    Runnable stop =
        () -> {
          server.close();
          chain.ifPresent(DemoChain::close);
        };
    out.println("data directory " + directory.toAbsolutePath().normalize());
    TraceClient admin = TraceClient.of(server.address(), adminKey);
    StoryLoader.Loaded loaded;
    try {
      loaded = new StoryLoader(story, admin, new ProgressLines(out)::done).load();
      waitUntilLogged(admin, loaded.show().getFirst());
    } catch (RuntimeException e) {
      stop.run();
      throw e;
    }
    Running.untilStopped(stop, () -> announce(out, server, loaded, adminKey));
    return Trace.PROVEN;
  }

  private static void announce(
      PrintWriter out, TraceServer server, StoryLoader.Loaded loaded, String adminKey) {
    out.println();
    out.println(loaded.title());
    out.println();
    for (Story.Show show : loaded.show()) {
      out.println("  " + show.label());
      out.println("    " + server.baseUrl() + show.code());
    }
    String first = server.baseUrl() + loaded.show().getFirst().code();
    out.println();
    out.print(QrSymbol.of(DigitalLink.parse(first)).terminalText());
    out.println();
    out.println("  the interface   " + server.baseUrl() + "/docs");
    out.println("  the log         " + server.baseUrl() + "/log/checkpoint");
    out.println("  its anchors     " + server.baseUrl() + "/anchors");
    out.println("  an admin key    " + adminKey);
    out.println();
    out.println("listening on " + server.address());
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  /** A moment after the last event, a checkpoint covers it: the page then shows it as logged. */
  private static void waitUntilLogged(TraceClient client, Story.Show show) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOGGED_WITHIN_SECONDS);
    boolean waiting = true;
    while (waiting && System.nanoTime() < deadline) {
      waiting =
          client.json("/scan" + show.code()).path("journey").findValues("logged").stream()
              .anyMatch(logged -> !logged.asBoolean());
      if (waiting) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  private static Path freshDirectory() throws IOException {
    Path target = Path.of("target");
    return Files.isDirectory(target) || Files.isRegularFile(Path.of("pom.xml"))
        ? Files.createTempDirectory(Files.createDirectories(target), "demo-")
        : Files.createTempDirectory("trace-demo-");
  }

  private static String newKey(SecureRandom random) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return "trace_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
