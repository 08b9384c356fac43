package org.bricscodes.samples.load;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.samples.country.CountryDocument;
import org.bricscodes.samples.country.Lot;
import org.bricscodes.samples.country.Season;
import org.bricscodes.samples.country.ServiceParties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The load driver, a command for each kind of work. Prints throughput, errors, how long answers
 * took from when each was due, and, given the service's process id, its processor time per
 * operation; and then the same of what the work is measured against.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    header = "Asks a service on this machine at a constant rate, and says what everybody waited.",
    subcommands = Overload.class,
    synopsisSubcommandLabel = "WORK")
public final class LoadDriver {

  /** A person with a phone: her look is noted, and counts. */
  static final String PHONE =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Mobile Safari/537.36";

  private static final String LOOPBACK =
      "http://(127\\.\\d+\\.\\d+\\.\\d+|localhost|\\[::1\\])(:\\d+)?/?";
  private static final int RAW_EVENTS = 50_000;

  /** Rows of the index that an event of the country has, about. */
  private static final int ROWS = 14;

  private static final String OWNER = "https://id.gs1.org/417/9529999000002";
  private static final String GTIN = "09529999000019";

  private final OpenLoop loop = OpenLoop.real();

  private LoadDriver() {}

  /** Options of every kind of work. */
  static final class Target {
    @Option(
        names = "--service",
        paramLabel = "URL",
        required = true,
        description = "A service on this machine, such as http://127.0.0.1:8080.")
    private URI service = URI.create("http://127.0.0.1:8080");

    @Option(
        names = "--pid",
        description = "Its process, whose processor time is told; not told if absent.")
    private @Nullable Long pid;

    @Option(
        names = "--rate",
        defaultValue = "100",
        description = "Operations a second. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
        names = "--seconds",
        defaultValue = "30",
        description = "How long, after --warm-up. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
        names = "--warm-up",
        defaultValue = "10",
        description = "Seconds of the same before, not counted. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
        names = "--connections",
        defaultValue = "64",
        description = "Default: ${DEFAULT-VALUE}.")
    private int connections;

    Schedule schedule() {
      return new Schedule(rate, Duration.ofSeconds(seconds));
    }

    TraceClient admin() {
      return LoadDriver.admin(service);
    }

    void check() {
      requireHere(service);
      if (connections < 1 || connections > 4_096 || warmUp < 0) {
        throw new IllegalArgumentException(
            "--connections must be 1 to 4096, --warm-up not negative");
      }
    }
  }

  /** An admin of the service, by the key in the environment. */
  static TraceClient admin(URI service) {
    String key = System.getenv().getOrDefault("TRACE_ADMIN_KEY", "").strip();
    if (key.isEmpty()) {
      throw new IllegalArgumentException("TRACE_ADMIN_KEY must hold an admin key of the service");
    }
    return TraceClient.of(service, key);
  }

  /** Loads are for services on this machine alone. */
  static void requireHere(URI service) {
    if (!service.toString().matches(LOOPBACK)) {
      throw new IllegalArgumentException(
          "--service must be on this machine, such as http://127.0.0.1:8080, found " + service);
    }
  }

  /** Runs one; see the class. */
  public static void main(String... arguments) {
    CommandLine line = new CommandLine(new LoadDriver());
    line.setExecutionExceptionHandler(
        (e, _, _) -> {
          line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
          return 2;
        });
    System.exit(line.execute(arguments));
  }

  @Command(
      name = "scan",
      mixinStandardHelpOptions = true,
      header = "Looks up packs, as JSON or as the page people see.",
      description = {
        "",
        "warm: a hundred packs again and again, of which nothing changes. anew: the same, but no"
            + " answer can be kept. cold: each pack of the list once; start the service anew"
            + " before.",
        ""
      })
  int scan(
      @Mixin Target target,
      @Option(
              names = "--items",
              required = true,
              description = "A file of codes as country --items writes it.")
          Path items,
      @Option(names = "--form", defaultValue = "json", description = "json or page.") String form,
      @Option(names = "--reads", defaultValue = "warm", description = "warm, anew or cold.")
          String reads)
      throws IOException, InterruptedException {
    target.check();
    List<String> packs = new ArrayList<>(Files.readAllLines(items));
    Collections.shuffle(packs, new SplittableRandom(1));
    String accept = oneOf("--form", form, Map.of("json", "application/json", "page", "text/html"));
    int mode = oneOf("--reads", reads, Map.of("warm", 0, "anew", 1, "cold", 2));
    if (packs.isEmpty() || (mode == 2 && packs.size() < target.schedule().requests())) {
      throw new IllegalArgumentException(
          items + " holds " + packs.size() + " codes, too few for so many requests");
    }
    List<String> some = mode == 2 ? packs : packs.subList(0, Math.min(100, packs.size()));
    Map<String, String> headers =
        Map.of("Accept", accept, "Accept-Encoding", "gzip", "User-Agent", PHONE);
    try (Connections connections = new Connections(target.service, target.connections)) {
      Requests requests =
          n ->
              connections
                  .get(
                      "/scan"
                          + some.get((int) (n % some.size()))
                          + (mode == 1 ? "?n=" + n + "-" + System.nanoTime() : ""),
                      headers)
                  .toCompletionStage();
      Timed timed = measure(target, "scan, " + form + ", " + reads, requests, mode != 2);
      againstConstant(target, timed);
    }
    return 0;
  }

  @Command(
      name = "query",
      mixinStandardHelpOptions = true,
      header = "Asks for the events of a pack, the EPCIS way.")
  int query(
      @Mixin Target target,
      @Option(names = "--items", required = true, description = "As for scan.") Path items)
      throws IOException, InterruptedException {
    target.check();
    List<String> packs = Files.readAllLines(items);
    TraceClient admin = target.admin();
    String key = admin.keys().issue(OWNER, "Load", "auditor").secret();
    Map<String, String> headers =
        Map.of("Accept", "application/ld+json", "Authorization", "Bearer " + key);
    try (Connections connections = new Connections(target.service, target.connections)) {
      Requests requests =
          n -> {
            String pack = packs.get((int) (n % packs.size())).replaceFirst("/10/[^/]*", "");
            String epc = URLEncoder.encode("https://id.gs1.org" + pack, StandardCharsets.UTF_8);
            return connections
                .get("/epcis/events?MATCH_anyEPC=" + epc, headers)
                .toCompletionStage();
          };
      againstConstant(target, measure(target, "query, MATCH_anyEPC", requests, true));
    }
    return 0;
  }

  @Command(
      name = "capture",
      mixinStandardHelpOptions = true,
      header = "Sends documents of a country's trade; answered means durable and taken on.",
      description = {"", "--rate counts documents, of some 20 events each.", ""})
  int capture(
      @Mixin Target target,
      @Option(names = "--seed", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
          long seed,
      @Option(names = "--first-lot", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
          long firstLot)
      throws IOException, InterruptedException {
    target.check();
    ServiceParties parties = new ServiceParties(target.admin());
    Deliveries deliveries = new Deliveries(parties);
    long wanted = target.schedule().requests() + Math.round(target.rate * target.warmUp) + 1;
    deliveries.prepare(new Season(seed, parties), firstLot, wanted);
    try (Connections connections = new Connections(target.service, target.connections)) {
      Cost cost = cost(target);
      if (target.warmUp > 0) {
        loop.run(
            new Schedule(target.rate, Duration.ofSeconds(target.warmUp)),
            n -> deliveries.send(connections));
        deliveries.settle();
      }
      long before = deliveries.events.get();
      long began = System.nanoTime();
      Duration used = cost == null ? Duration.ZERO : cost.used();
      Measured measured = loop.run(target.schedule(), n -> deliveries.send(connections));
      deliveries.settle();
      double seconds = (System.nanoTime() - began) / 1e9;
      long events = deliveries.events.get() - before;
      System.out.println("capture of documents\n" + measured.text());
      System.out.printf(
          Locale.ROOT,
          "%d events, all recorded after %.1f s: %.0f/s, %d bytes each%n",
          events,
          seconds,
          events / seconds,
          deliveries.bytes.get() / Math.max(1, deliveries.events.get()));
      againstRawWrites(cost == null ? null : cost.used().minus(used), events, deliveries);
    }
    return 0;
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      header = "Orders batches of codes and fetches a file of each.")
  int issue(
      @Mixin Target target,
      @Option(
              names = "--codes",
              defaultValue = "1000",
              description = "Codes of a batch. Default: ${DEFAULT-VALUE}.")
          int codes,
      @Option(
              names = "--file",
              defaultValue = "symbols.png.zip",
              description = "codes.csv, symbols.png.zip, … Default: ${DEFAULT-VALUE}.")
          String file)
      throws IOException, InterruptedException {
    target.check();
    if (codes < 1 || codes > 1_000_000 || !file.matches("[a-z.]{1,40}")) {
      throw new IllegalArgumentException(
          "--codes must be 1 to 1000000, --file the name of a file of a batch");
    }
    String key = target.admin().keys().issue(OWNER, "Load", "exporter").secret();
    String run = Long.toString(System.nanoTime(), 36);
    AtomicLong number = new AtomicLong();
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + key, "Content-Type", "application/json");
    try (Connections connections = new Connections(target.service, target.connections)) {
      Requests requests =
          _ -> {
            String lot = run + "-" + number.getAndIncrement();
            String order =
                "{\"gtin\":\"%s\",\"lot\":\"%s\",\"quantity\":%d}".formatted(GTIN, lot, codes);
            return connections
                .post("/codes/batches", headers, Buffer.buffer(order), 201)
                .compose(
                    batch ->
                        connections.get(
                            URI.create(batch.location()).getPath() + "/" + file,
                            Map.of("Authorization", "Bearer " + key)))
                .toCompletionStage();
          };
      Timed timed = measure(target, "issue, " + codes + " codes as " + file, requests, true);
      if (timed.eachNanos() > 0 && file.startsWith("symbols.")) {
        try (Child symbols = Child.start(PlainSymbols.class)) {
          double plain = Double.parseDouble(symbols.line()) / 1e3;
          double ours = timed.eachNanos() / 1e3 / codes;
          System.out.printf(
              Locale.ROOT,
              "limit, ZXing and ImageIO: %.0f µs of processor time a symbol; the service %.2f µs a"
                  + " code, %.0f times less%n",
              plain,
              ours,
              plain / ours);
        }
      }
    }
    return 0;
  }

  @Command(
      name = "recall",
      mixinStandardHelpOptions = true,
      header = "Makes lots out of one, and asks for every pack of them.")
  int recall(
      @Mixin Target target,
      @Option(
              names = "--packs",
              defaultValue = "1000000",
              description = "How many, in ten lots. Default: ${DEFAULT-VALUE}.")
          long packs)
      throws IOException, InterruptedException {
    target.check();
    if (packs < 10 || packs > 100_000_000) {
      throw new IllegalArgumentException("--packs must be 10 to 100000000");
    }
    String key = target.admin().keys().issue(OWNER, "Load", "exporter").secret();
    TraceClient client = target.admin().as(key);
    String raw = RecallLots.make(client, GTIN, packs, Long.toString(System.nanoTime(), 36));
    Recall recall = new Recall(client);
    Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    Requests requests =
        _ ->
            CompletableFuture.supplyAsync(
                () -> {
                  Recall.Affected affected = recall.of(raw);
                  if (affected.packs() != packs) {
                    throw new IllegalStateException(
                        affected.packs() + " packs instead of " + packs);
                  }
                  return affected.packs();
                },
                threads);
    var _ = measure(target, "recall of a lot with " + packs + " packs", requests, true);
    return 0;
  }

  /** What a run came to, and what one operation cost; 0 if that is not known. */
  private record Timed(Measured measured, double eachNanos) {}

  private Timed measure(Target target, String what, Requests requests, boolean again)
      throws InterruptedException {
    if (again && target.warmUp > 0) {
      loop.run(new Schedule(target.rate, Duration.ofSeconds(target.warmUp)), requests);
    }
    Cost cost = cost(target);
    Duration before = cost == null ? Duration.ZERO : cost.used();
    Measured measured = loop.run(target.schedule(), requests);
    double each =
        cost == null
            ? 0
            : cost.used().minus(before).toNanos() / (double) Math.max(1, measured.answered());
    System.out.printf(Locale.ROOT, "%s, %s/s%n%s%n", what, target.rate, measured.text());
    if (cost != null) {
      System.out.printf(Locale.ROOT, "processor time of the service: %.1f µs each%n", each / 1e3);
    }
    return new Timed(measured, each);
  }

  /** The same schedule, the same bytes, nothing to do. */
  private void againstConstant(Target target, Timed timed)
      throws IOException, InterruptedException {
    int bytes = timed.measured().bodyBytes();
    try (Child constant = Child.start(Constant.class, "" + bytes);
        Connections connections =
            new Connections(
                URI.create("http://127.0.0.1:" + constant.line()), target.connections)) {
      Requests requests = _ -> connections.get("/", Map.of()).toCompletionStage();
      if (target.warmUp > 0) {
        loop.run(new Schedule(target.rate, Duration.ofSeconds(target.warmUp)), requests);
      }
      Cost cost = Cost.of(constant.pid());
      Duration before = cost.used();
      Measured measured = loop.run(target.schedule(), requests);
      double each = cost.used().minus(before).toNanos() / (double) Math.max(1, measured.answered());
      System.out.printf(
          Locale.ROOT,
          "limit, a constant of %,d bytes%n%s%nprocessor time: %.1f µs each%n",
          bytes,
          measured.text(),
          each / 1e3);
      if (timed.eachNanos() > 0) {
        System.out.printf(Locale.ROOT, "ratio by processor time: %.2f%n", each / timed.eachNanos());
      }
    }
  }

  private static void againstRawWrites(@Nullable Duration used, long events, Deliveries deliveries)
      throws IOException {
    long bytes = deliveries.bytes.get() / Math.max(1, deliveries.events.get());
    RawWrites.Pace raw = RawWrites.like(RAW_EVENTS, bytes, ROWS);
    System.out.printf(
        Locale.ROOT,
        "limit, raw engine writes of the same bytes and %d rows: %.0f events/s, %.1f µs of"
            + " processor time each%n",
        ROWS,
        raw.aSecond(),
        raw.micros());
    if (used != null) {
      double each = used.toNanos() / 1e3 / Math.max(1, events);
      System.out.printf(
          Locale.ROOT,
          "processor time of the service: %.1f µs an event; ratio by processor time: %.2f%n",
          each,
          raw.micros() / each);
    }
  }

  private static @Nullable Cost cost(Target target) {
    return target.pid == null ? null : Cost.of(target.pid);
  }

  private static <T> T oneOf(String option, String given, Map<String, T> known) {
    T value = known.get(given);
    if (value == null) {
      throw new IllegalArgumentException(
          option
              + " must be one of "
              + known.keySet().stream().sorted().toList()
              + ", found "
              + given);
    }
    return value;
  }

  /** Documents ready to be sent, and the jobs that came of them. */
  private static final class Deliveries {
    private final ServiceParties parties;
    private final ConcurrentLinkedQueue<CountryDocument> ready = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private record Job(TraceClient client, String id) {}

    Deliveries(ServiceParties parties) {
      this.parties = parties;
    }

    void prepare(Season season, long first, long documents) {
      for (long lot = first; ready.size() < documents; lot++) {
        Lot next = season.lot(lot);
        next.documents().forEach(document -> parties.key(document.party()));
        ready.addAll(next.documents());
      }
    }

    CompletableFuture<Long> send(Connections connections) {
      CountryDocument document = ready.remove();
      byte[] body = document.bytes();
      return connections
          .post(
              "/epcis/capture",
              Map.of(
                  "Authorization",
                  "Bearer " + parties.key(document.party()),
                  "Content-Type",
                  "application/ld+json"),
              Buffer.buffer(body),
              202)
          .map(
              taken -> {
                String id = taken.location().substring(taken.location().lastIndexOf('/') + 1);
                jobs.add(new Job(parties.client(document.party()), id));
                events.addAndGet(document.events());
                bytes.addAndGet(body.length);
                return (long) body.length;
              })
          .toCompletionStage()
          .toCompletableFuture();
    }

    void settle() {
      for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
        CaptureReceipt receipt = job.client().captures().await(job.id());
        if (!receipt.success()) {
          throw new IllegalStateException("a document was refused: " + receipt);
        }
      }
    }
  }
}
