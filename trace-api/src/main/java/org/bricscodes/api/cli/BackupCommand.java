package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.api.client.OnlineBackups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    header = "Has a running service back itself up, and waits until that is whole.",
    description = {
      "",
      "Takes an admin's key. The service writes into the folder that backups.properties in its data"
          + " directory names. Store and log are in a backup; keys/ and ledgers/ are not: keep"
          + " copies of them apart.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 the backup is whole, 1 it failed.",
      "",
      "Example, each night:",
      "  TRACE_KEY=… trace backup --url https://trace.example"
    })
final class BackupCommand implements Callable<Integer> {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--list", description = "Take none; say which there are.")
  private boolean listing;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  BackupCommand() {}

  @Override
  public Integer call() {
    OnlineBackups backups = remote.client().backups();
    OnlineBackups.State state = listing ? backups.state() : backups.begin();
    while (!listing && state.running()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      state = backups.state();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!listing && state.failure().isPresent()) {
      throw new IllegalStateException("the backup failed: " + state.failure().get());
    }
    for (OnlineBackups.Taken each :
        listing || state.done().isEmpty()
            ? state.done()
            : state.done().subList(state.done().size() - 1, state.done().size())) {
      out.printf(
          Locale.ROOT,
          "%s  %,d rows  log %,d entries, root %s%n",
          each.made(),
          each.rows(),
          each.logSize(),
          each.logRoot());
    }
    out.flush();
    return Trace.PROVEN;
  }
}
