package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bricscodes.api.AnchoringNode;
import org.bricscodes.api.ClusterNode;
import org.bricscodes.api.Config;
import org.bricscodes.api.NodeSettings;
import org.bricscodes.api.ResolverServer;
import org.bricscodes.api.ResolverSettings;
import org.bricscodes.api.RunningNode;
import org.bricscodes.api.ScanningNode;
import org.bricscodes.api.TraceServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Starts the service and stays up.",
    description = {
      "",
      "Prints 'listening on http://HOST:PORT' when it answers. At the first start it makes an admin"
          + " key and prints it once, unless TRACE_ADMIN_KEY holds one. Ctrl-C lets requests under"
          + " way finish, then stops.",
      ""
    },
    footer = {
      "",
      "Environment:",
      "  TRACE_ADMIN_KEY   a bearer key with role admin, 8 characters or more",
      "  TRACE_MASTER_KEY  master keys of product codes, oldest first, instead of those in"
          + " DATA/keys",
      "  TRACE_KEK         key-encryption key the files in DATA/keys are wrapped under, as --kek",
      "  TRACE_FOLLOW_KEY  with --follow: an auditor's key of the service that is followed",
      "",
      "Example:",
      "  TRACE_ADMIN_KEY=$(openssl rand -hex 32) trace serve --port 8080 --data /var/lib/trace \\",
      "    --base-url https://trace.example",
      "",
      "The resolver apart, copying the links of that service:",
      "  TRACE_FOLLOW_KEY=… trace serve --only resolver --port 8081 --data /var/lib/resolver \\",
      "    --base-url https://id.example --scan-base https://trace.example \\",
      "    --follow https://trace.example",
      "",
      "One of several nodes that record events side by side:",
      "  trace serve --store cassandra --contact-points 10.0.0.1,10.0.0.2 --data /var/lib/trace \\",
      "    --base-url https://trace.example --node-address http://10.0.1.2:8080 --log b"
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Mixin private ResolverOptions parts = new ResolverOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Directory of store, log and keys. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--node-address",
      paramLabel = "URL",
      description =
          "With --store cassandra: makes this one of several nodes of one service, and says how the"
              + " others reach it, such as http://10.0.0.5:8080. One node writes; any takes any"
              + " request; another takes over from one that ends. See trace-core/docs/nodes.md.")
  private @Nullable String nodeAddress;

  @Option(
      names = "--log",
      paramLabel = "NAME",
      description =
          "With --node-address: records events in a log of its own, side by side with the other"
              + " nodes, for the parties that first captured through it. A letter of a-z and up to"
              + " 31 more of a-z, 0-9 and -; for good, and another at every node.")
  private @Nullable String log;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Config config = options.config(data, System.getenv());
    Optional<ResolverSettings> apart = parts.settings(System.getenv());
    SecureRandom random = new SecureRandom();
    NodeSettings node = node(apart.isPresent());
    if (node != null) {
      return node(config, node, random);
    }
    if (apart.isPresent()) {
      ResolverServer resolver =
          ResolverServer.start(config, apart.get(), Clock.systemUTC(), random);
      Running.untilStopped(
          resolver::close, () -> announce(resolver.firstAdminKey(), resolver.address()));
    } else {
      TraceServer server = TraceServer.start(config, Clock.systemUTC(), random);
      Running.untilStopped(server::close, () -> announce(server.firstAdminKey(), server.address()));
    }
    return Trace.PROVEN;
  }

  /** What node of several this is; null: it is alone. */
  private @Nullable NodeSettings node(boolean apart) {
    List<String> faults = new ArrayList<>();
    if (nodeAddress == null) {
      if (log != null) {
        faults.add("--log takes --node-address: how the other nodes reach this one");
      }
      if (parts.onlyCapture()) {
        faults.add("--only capture takes --log and --node-address: it is one of several nodes");
      }
      if (parts.onlyScans()) {
        faults.add(
            "--only scans takes --node-address, how the other nodes reach this one, and --store"
                + " cassandra: it is one of several nodes");
      }
      if (parts.onlyAnchoring()) {
        faults.add(
            "--only anchoring takes --node-address, how the other nodes reach this one, and --store"
                + " cassandra: it is one of several nodes");
      }
    } else if (apart) {
      faults.add("--node-address and --only resolver exclude each other");
    }
    if (parts.onlyAnchoring() && log != null) {
      faults.add("--only anchoring and --log exclude each other: a node that anchors records none");
    }
    if (parts.onlyScans() && log != null) {
      faults.add("--only scans and --log exclude each other: a node that scans records none");
    }
    if (!faults.isEmpty()) {
      throw new UnusableInput(String.join("; ", faults));
    }
    return nodeAddress == null
        ? null
        : new NodeSettings(
            nodeAddress,
            log,
            parts.onlyCapture() ? NodeSettings.Tasks.CAPTURE : NodeSettings.Tasks.ALL);
  }

  private RunningNode start(Config config, NodeSettings settings, SecureRandom random) {
    Clock clock = Clock.systemUTC();
    if (parts.onlyAnchoring()) {
      Runnable told = () -> say("this node anchors");
      return AnchoringNode.start(config, settings.address(), clock, random, told);
    }
    if (parts.onlyScans()) {
      Runnable told = () -> say("this node answers scans");
      return ScanningNode.start(config, settings.address(), clock, random, told);
    }
    return ClusterNode.start(
        config,
        settings,
        clock,
        random,
        writing -> {
          writing.firstAdminKey().ifPresent(key -> say("admin key, shown once: " + key));
          say("this node writes");
        });
  }

  private int node(Config config, NodeSettings settings, SecureRandom random)
      throws InterruptedException {
    RunningNode node;
    try {
      node = start(config, settings, random);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "trace-stop"));
    say("listening on " + node.address());
    node.awaitEnd();
    return Trace.PROVEN;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private void announce(Optional<String> adminKey, URI address) {
    adminKey.ifPresent(key -> say("admin key, shown once: " + key));
    say("listening on " + address);
  }
}
