package org.bricscodes.samples.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/** One data directory, whose service is struck again and again, with all that it was told. */
final class Lane implements AutoCloseable {

  private static final int POOL = 100_000;
  private static final int EARLIER_EVERY = 3;
  private static final int WHOLE_EVERY = 100;
  private static final Duration TRAINING = Duration.ofSeconds(3);
  private static final Duration STRIKING = Duration.ofSeconds(4);
  private static final Duration FAILING = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofMillis(2);

  private final Child.Program program;
  private final Path directory;
  private final Path data;
  private final Path ledger;
  private final Plan plan;
  private final Tally tally;
  private final SplittableRandom random;
  private final Told told = new Told();
  private final Receiver receiver;
  private final OtherLog other;

  /** Rounds so far; the round of the set-up is 0. */
  private int round;

  /** The newest round that acknowledged anything. */
  private int last;

  Lane(Child.Program program, Path directory, Plan plan, Tally tally, SplittableRandom random)
      throws IOException {
    this.program = program;
    this.directory = directory;
    this.data = directory.resolve("data");
    this.ledger = directory.resolve("ledger");
    this.plan = plan;
    this.tally = tally;
    this.random = random;
    Files.createDirectories(data);
    this.receiver = new Receiver();
    this.other = new OtherLog(directory.resolve("other"), random);
  }

  Told told() {
    return told;
  }

  /** Lives once through everything, so that what the program loads is archived. */
  void train() throws IOException, InterruptedException {
    prepare();
    try (Child child = start(program.command(List.of(), data), data)) {
      setUp(new Caller(child.address()));
    }
    try (Child child = start(program.training(data), data)) { // not a first start: most are not
      Caller caller = new Caller(child.address());
      TrustedLog log = log(caller);
      round++;
      Load load = new Load(caller, told, supply(caller), round, log);
      load.start(Activity.EVERYTHING);
      LockSupport.parkNanos(TRAINING.toNanos());
      load.end();
      new Check(caller, told, log).round(round, 0);
    }
    if (!Files.exists(program.archive())) {
      throw new IllegalStateException("no archive of classes was written");
    }
  }

  private void prepare() throws IOException, InterruptedException {
    Ledger.configure(data, ledger);
    other.list(data);
    trace("witness", "key", "--data", data.toString(), "--name", "drill.example/witness");
  }

  private void setUp(Caller caller) throws IOException {
    told.codes(Caller.tree(pool(caller)).path("id").asText(), supply(caller).serials());
    subscribe(caller);
  }

  private static TrustedLog log(Caller caller) throws IOException {
    return TrustedLog.of(VerifierKey.parse(caller.look("/log/key", "text/plain").strip()));
  }

  /** Strikes until the plan has no more, then checks everything. */
  void run() throws IOException, InterruptedException {
    prepare();
    TrustedLog log;
    Load.Supply supply;
    try (Child child = start()) {
      Caller caller = new Caller(child.address());
      log = log(caller);
      setUp(caller);
      supply = supply(caller);
    }
    for (Optional<Plan.Blow> blow = next(); blow.isPresent(); blow = next()) {
      round++;
      strike(blow.get(), supply, log);
      tally.progress();
      if (round % WHOLE_EVERY == 0) {
        whole(log);
      }
    }
    round++;
    whole(log);
    trace(
        "log",
        "check",
        data.resolve("log").toString(),
        "--key",
        log.keys().getFirst().toString(),
        "--data",
        data.toString());
  }

  /** Whoever has waited long enough puts a file {@code stop} into the drill's directory. */
  private Optional<Plan.Blow> next() {
    return Files.exists(directory.resolveSibling("stop")) ? Optional.empty() : plan.next();
  }

  private Load.Supply supply(Caller caller) throws IOException {
    String batch = Caller.tree(pool(caller)).path("id").asText();
    List<String> serials = Check.serials(caller, batch);
    return new Load.Supply(batch, serials, new AtomicInteger(POOL / 2), other);
  }

  private static String pool(Caller caller) throws IOException {
    HttpResponse<String> pool = Load.order(caller, "pool", Load.POOL_LOT, POOL);
    Violation.unless(pool.statusCode() == 201, "no codes: " + pool.body());
    return pool.body();
  }

  private void subscribe(Caller caller) throws IOException {
    String type = "application/json";
    HttpResponse<String> query =
        caller.send(
            "POST",
            "/epcis/queries",
            type,
            "{\"name\":\"drill\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
    HttpResponse<String> subscription =
        caller.send(
            "POST",
            "/epcis/queries/drill/subscriptions",
            type,
            "{\"dest\":\"%s\",\"stream\":true}".formatted(receiver.url()));
    Violation.unless(
        query.statusCode() == 201 && subscription.statusCode() == 201,
        "no subscription: " + query.body() + subscription.body());
  }

  private void strike(Plan.Blow blow, Load.Supply supply, TrustedLog log)
      throws IOException, InterruptedException {
    if (blow instanceof Plan.Blow.At at && at.point().moment() != FaultPoint.Moment.SERVING) {
      strikeStart(at);
      return;
    }
    Child child = start();
    Caller caller = new Caller(child.address());
    new Check(caller, told, log)
        .round(last, round % EARLIER_EVERY == 0 ? random.nextInt(round) : last);
    last = round;
    Load load = new Load(caller, told, supply, round, log);
    switch (blow) {
      case Plan.Blow.AtRandom kill -> {
        load.start(Activity.EVERYTHING);
        LockSupport.parkNanos(Duration.ofMillis(kill.millis()).toNanos());
        tally.random();
      }
      case Plan.Blow.CutShort _ -> {
        child.limitFiles(largestWal() + 64 + random.nextInt(4000));
        load.start(Activity.EVERYTHING);
        assertFails(caller, load, "store-committer");
        tally.cutShort();
      }
      case Plan.Blow.At at -> strike(at, child, caller, load);
    }
    child.kill();
    load.end();
  }

  private void strike(Plan.Blow.At at, Child child, Caller caller, Load load) throws IOException {
    FaultPoint point = at.point();
    Path seen = directory.resolve("strace.txt");
    List<Long> threads = child.threads(point.thread());
    boolean hit = false;
    if (!threads.isEmpty()) {
      try (Strace strace = Strace.attach(threads, seen, point, at.nth())) {
        load.start(point.activity());
        long end = System.nanoTime() + STRIKING.toNanos();
        while (child.isAlive() && !strace.struck() && System.nanoTime() < end) {
          LockSupport.parkNanos(TICK.toNanos());
        }
        if (child.isAlive() && strace.struck() && !point.stroke().isKill()) {
          assertFails(caller, load, point.thread());
        }
        child.kill();
      }
      Optional<String> file = Strace.hit(seen, point);
      hit = file.isPresent();
      file.ifPresent(name -> tally.hit(point, shortened(name)));
    }
    if (!hit) {
      tally.missed();
    }
    plan.landed(at, hit);
  }

  /** Struck while it starts: after that it must start as if nothing had been. */
  private void strikeStart(Plan.Blow.At at) throws IOException, InterruptedException {
    FaultPoint point = at.point();
    boolean first = point.moment() == FaultPoint.Moment.FIRST_START;
    Path around = first ? directory.resolve("first-" + round) : directory;
    Path where = around.resolve("data");
    Path seen = directory.resolve("strace.txt");
    Files.deleteIfExists(seen);
    Optional<Child> child =
        Child.start(program.command(Strace.prefix(seen, point, at.nth()), where), where);
    child.ifPresent(Child::kill);
    Optional<String> file = Strace.hit(seen, point);
    file.ifPresentOrElse(name -> tally.hit(point, shortened(name)), tally::missed);
    plan.landed(at, file.isPresent());
    if (first) {
      try (Child again = start(program.command(List.of(), where), where)) {
        Caller caller = new Caller(again.address());
        HttpResponse<String> event =
            caller.send("POST", "/epcis/events", Events.JSON, Events.of(round, 0));
        HttpResponse<String> batch = Load.order(caller, "first", "FIRST", 1);
        Violation.unless(
            event.statusCode() == 201 && batch.statusCode() == 201,
            "after a first start cut short: " + event.body() + batch.body());
      }
      delete(around);
    }
  }

  /** With a failed disk: not ready and it says why, writes refused, reads answered. */
  private void assertFails(Caller caller, Load load, String thread) throws IOException {
    boolean store = thread.equals("store-committer");
    if (store || thread.equals("sequencer")) {
      long end = System.nanoTime() + FAILING.toNanos();
      HttpResponse<String> ready = caller.send("GET", "/ready", "", "");
      while (ready.statusCode() == 200 && System.nanoTime() < end) {
        LockSupport.parkNanos(TICK.toNanos());
        ready = caller.send("GET", "/ready", "", "");
      }
      Violation.unless(
          ready.statusCode() == 503 && ready.body().contains("not ready: "),
          "a disk failed under " + thread + " and /ready says " + ready.body());
    }
    HttpResponse<String> write = load.act(Activity.EVENTS);
    Violation.unless(
        !store || write.statusCode() == 503,
        "a disk failed and an event is answered " + write.statusCode());
    caller.look("/epcis/events?perPage=10", Events.JSON);
    caller.look("/codes/batches", "application/json");
  }

  private void whole(TrustedLog log) throws IOException {
    try (Child child = start()) {
      Check check = new Check(new Caller(child.address()), told, log);
      check.round(last, 0);
      check.all(data, ledger, receiver);
    }
  }

  private Child start() throws IOException {
    return start(program.command(List.of(), data), data);
  }

  private Child start(List<String> command, Path where) throws IOException {
    long begin = System.nanoTime();
    Optional<Child> child = Child.start(command, where);
    if (child.isEmpty()) {
      List<String> said = Files.readAllLines(Child.errors(where));
      throw new Violation(
          "the service does not start any more:\n"
              + String.join("\n", said.subList(Math.max(0, said.size() - 30), said.size())));
    }
    tally.started(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    return child.get();
  }

  private void trace(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.trace(words))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("trace.out").toFile())
            .start();
    Violation.unless(
        process.waitFor() == 0,
        String.join(" ", words) + ": " + Files.readString(directory.resolve("trace.out")));
  }

  private long largestWal() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("store"))) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .mapToLong(Lane::size)
          .max()
          .orElse(0);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below the data directory, with # for numbers. */
  private String shortened(String file) {
    return file.replace(directory.toAbsolutePath().toString(), "")
        .replaceFirst("^/first-\\d+", "")
        .replaceFirst("^/data/", "")
        .replaceFirst("^/ledger/", "ledger: ")
        .replaceAll("[0-9a-f]{16,}|[0-9]+", "#");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    receiver.close();
    other.close();
  }
}
