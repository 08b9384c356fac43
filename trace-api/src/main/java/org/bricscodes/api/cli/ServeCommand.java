package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.bricscodes.api.TraceServer;
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
      "  TRACE_MASTER_KEY  master keys of product codes, oldest first, instead of those in DATA/keys",
      "  TRACE_KEK         key-encryption key the files in DATA/keys are wrapped under, as --kek",
      "",
      "Example:",
      "  TRACE_ADMIN_KEY=$(openssl rand -hex 32) trace serve --port 8080 --data /var/lib/trace \\",
      "    --base-url https://trace.example"
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Directory of store, log and keys. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    TraceServer server =
        TraceServer.start(
            options.config(data, System.getenv()), Clock.systemUTC(), new SecureRandom());
    Running.untilStopped(
        server,
        () -> {
          server.firstAdminKey().ifPresent(key -> out.println("admin key, shown once: " + key));
          out.println("listening on " + server.address());
          out.flush();
        });
    return Trace.PROVEN;
  }
}
