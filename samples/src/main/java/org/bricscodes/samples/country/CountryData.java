package org.bricscodes.samples.country;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.KeySettings;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.TraceClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command: makes a country's data and writes it to files, sends it to a running service, or
 * fills a data directory with it. Ends with 0 when all was done, with 2 when it was called wrongly
 * or refused.
 */
@Command(
    name = "country",
    mixinStandardHelpOptions = true,
    header = "Makes a country's trade as EPCIS documents whose serials a service issued.",
    description = {
      "",
      "With --service, codes are ordered from it with TRACE_ADMIN_KEY, and documents are sent to it"
          + " unless --out says where to write them. With --data, codes are ordered in that"
          + " directory, which no service may have open, and documents are recorded there unless"
          + " --out says where to write them. Lots are told whole, so the last may go beyond"
          + " --events."
    })
public final class CountryData implements Callable<Integer> {

  private static final int MAX_CONNECTIONS = 256;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--events", required = true, description = "How many, at least: 1 to 500000000.")
  private long events;

  @Option(
      names = "--first-lot",
      defaultValue = "0",
      description = "Where to go on, as the last run printed it. Default: ${DEFAULT-VALUE}.")
  private long firstLot;

  @Option(names = "--service", paramLabel = "URL", description = "A running service.")
  private @Nullable URI service;

  @Option(names = "--data", paramLabel = "DIR", description = "A data directory.")
  private @Nullable Path data;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "With --service: keep the parties' keys there, and use those it has. Without, each run"
              + " has new ones made, and a service keeps 10000.")
  private @Nullable Path keys;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write documents into this folder; - for standard output, one a line.")
  private @Nullable String out;

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description = "Write the codes of some packs there, one a line: what load drivers scan.")
  private @Nullable Path items;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "50",
      description = "With --items: of every so many packs, one. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Documents on their way to the service at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  private CountryData() {}

  /** Runs the command; see the class. */
  public static void main(String... arguments) {
    CommandLine line = new CommandLine(new CountryData());
    line.setExecutionExceptionHandler(
        (e, _, _) -> {
          line.getErr().println(e instanceof ApiFailure ? e.getMessage() : e.toString());
          return 2;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check(events >= 1 && events <= 500_000_000, "--events must be 1 to 500000000");
    check(firstLot >= 0, "--first-lot must not be negative");
    check(every >= 1, "--every must be 1 or more");
    check(
        connections >= 1 && connections <= MAX_CONNECTIONS,
        "--connections must be 1 to " + MAX_CONNECTIONS);
    check((service == null) != (data == null), "give either --service or --data");
    check(keys == null || service != null, "--keys goes with --service");
    if (data == null) {
      atService();
    } else {
      inDirectory(data);
    }
    return 0;
  }

  private void atService() throws IOException, InterruptedException {
    String key = System.getenv().getOrDefault("TRACE_ADMIN_KEY", "").strip();
    check(!key.isEmpty(), "TRACE_ADMIN_KEY must hold an admin key of the service");
    TraceClient admin = TraceClient.of(URI.create("" + service), key);
    ServiceParties parties =
        keys == null ? new ServiceParties(admin) : ServiceParties.keeping(admin, keys);
    Season season = new Season(seed, parties);
    if (out != null) {
      run(season, written(out));
      return;
    }
    try (Post post = new Post(parties, connections)) {
      run(season, post::send);
      post.settle();
    }
  }

  private void inDirectory(Path directory) throws IOException, InterruptedException {
    try (Assembly assembly =
        Assembly.open(
            directory, KeySettings.of(System.getenv()), Clock.systemUTC(), new SecureRandom())) {
      Season season = new Season(seed, new LocalCodes(assembly.codes()));
      if (out != null) {
        run(season, written(out));
        return;
      }
      Fill fill = new Fill(assembly);
      run(season, fill::record);
      fill.settle();
    }
  }

  /** What is done with a lot. */
  private interface Sink {
    void take(Lot lot) throws IOException, InterruptedException;
  }

  private static Sink written(String target) throws IOException {
    if (target.equals("-")) {
      PrintStream stream = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      return lot -> {
        lot.documents().forEach(document -> stream.println(document.json()));
        stream.flush();
      };
    }
    Path folder = Files.createDirectories(Path.of(target));
    return lot -> {
      for (CountryDocument document : lot.documents()) {
        Files.write(folder.resolve(document.fileName()), document.bytes());
      }
    };
  }

  private void run(Season season, Sink sink) throws IOException, InterruptedException {
    Path list = items;
    try (BufferedWriter codes = list == null ? null : Files.newBufferedWriter(list)) {
      long done = 0;
      long packs = 0;
      long next = firstLot;
      for (Iterator<Lot> lots = season.from(firstLot).iterator(); done < events; ) {
        Lot lot = lots.next();
        sink.take(lot);
        done += lot.events();
        packs += lot.serials().size();
        next = lot.number() + 1;
        if (codes != null) {
          for (String pack : lot.everyPack(every)) {
            codes.write(pack + "\n");
          }
        }
      }
      spec.commandLine()
          .getErr()
          .printf(
              "seed %d, lots %d to %d: %d events, %d packs; --first-lot %d goes on%n",
              seed, firstLot, next - 1, done, packs, next);
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
