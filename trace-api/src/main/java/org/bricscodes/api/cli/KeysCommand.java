package org.bricscodes.api.cli;

import java.io.PrintWriter;
import org.bricscodes.api.client.Keys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace keys}: API keys here; the keys of product codes in the commands beside it. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    header =
        "API keys of a running service, and the keys of product codes; most take an admin key.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KeysEpochsCommand.class,
      KeysRotateCommand.class,
      KeysRotateMasterCommand.class,
      KeysCompromisedCommand.class,
      KeysMakeKekCommand.class,
      KeysWrapCommand.class,
      KeysUnwrapCommand.class,
      KeysRewrapCommand.class,
      KeysExportInspectorCommand.class
    },
    footer = {
      "",
      "Roles: exporter issues codes and reports events, partner reports events, auditor reads every"
          + " event, admin does everything.",
      "",
      "Example:",
      "  TRACE_KEY=… trace keys issue --party https://id.gs1.org/417/9521222000001 \\",
      "    --name 'Anxi Qingxi Oolong Tea Factory' --role exporter"
    })
final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      header = "Makes a key and prints it, this once.")
  int issue(
      @Mixin RemoteOptions remote,
      @Option(names = "--party", required = true, description = "URI of the party.") String party,
      @Option(names = "--name", required = true, description = "What the party is called.")
          String name,
      @Option(
              names = "--role",
              required = true,
              description = "exporter, partner, auditor or admin.")
          String role) {
    out().println(remote.client().keys().issue(party, name, role).secret());
    out().flush();
    return Trace.PROVEN;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists keys, oldest first; secrets are not kept.")
  int list(@Mixin RemoteOptions remote) {
    for (Keys.Key key : remote.client().keys().list()) {
      out()
          .println(
              String.join(
                  "  ",
                  key.id(),
                  key.role(),
                  key.party(),
                  key.name(),
                  key.revoked().map(since -> "revoked " + since).orElse("")));
    }
    out().flush();
    return Trace.PROVEN;
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true, header = "Ends a key at once.")
  int revoke(
      @Mixin RemoteOptions remote,
      @Parameters(paramLabel = "ID", description = "Id of the key, from the list.") String id) {
    remote.client().keys().revoke(id);
    return Trace.PROVEN;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
