package org.bricscodes.samples.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.KeySettings;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.samples.country.Fill;
import org.bricscodes.samples.country.LocalCodes;
import org.bricscodes.samples.country.Lot;
import org.bricscodes.samples.country.Post;
import org.bricscodes.samples.country.Season;
import org.bricscodes.samples.country.ServiceParties;

/**
 * Whether a service that holds more events pays more for a scan and a capture: {@code Growth DIR
 * SIZE…} fills a folder below {@code DIR} for each size, unless it is there, opens a service over
 * it in a process of its own, and measures that process's time per scan and per captured event.
 * Folders stay for the next run; 10⁷ events take some 15 GB.
 *
 * <p>Only what is stored grows: at every size the same number of packs of the same number of lots
 * is scanned, as many as the smallest holds. Scans of what nobody has read: new process, and the
 * pages of the folder's files given up by the operating system ({@code dd}, which asks for no
 * privilege). Made anew: the same packs again, with something in the address that no answer was
 * kept for. What the compiler uses does not count: a service that runs on does not pay it again.
 * After that, for comparison, packs of as many different lots as there are, up to one for each
 * scan: there a scan finds the less in memory the more lots there are, whatever is stored.
 */
public final class Growth {

  private static final long SEED = 1;
  private static final long OTHER_SEED = 2;

  /**
   * Far from those that filled the folder: no unit has the number of another. Where in them is
   * drawn anew, since a folder may hold what an earlier run captured.
   */
  private static final long OTHER_LOTS = 900_000;

  private static final long LAST_LOT = 999_000;

  /** What 10⁴ events are made of, nearly. */
  private static final int LOTS_SCANNED = 12;

  /** Between two notes of how far a fill has come. */
  private static final int LOTS_A_NOTE = 100;

  private static final int SCANS = 1_500;
  private static final int SCANS_A_SECOND = 150;
  private static final int WARMING_SCANS_A_SECOND = 450;
  private static final Duration WARMING = Duration.ofSeconds(15);
  private static final int WARMING_ROUNDS = 10;

  /** What the compiler uses of a round behind which nearly all is compiled that is asked for. */
  private static final Duration COMPILED = Duration.ofMillis(400);

  private static final int WARMING_LOTS = 20;
  private static final int LOTS = 4;
  private static final int ROUNDS = 7;
  private static final int CONNECTIONS = 8;
  private static final long REST = 2_000_000_000L;

  private final Path folder;
  private final OpenLoop loop = OpenLoop.real();
  private final String adminKey;

  private Growth(Path folder, String adminKey) {
    this.folder = folder;
    this.adminKey = adminKey;
  }

  /**
   * One scan.
   *
   * @param micros of processor time, without the compiler's
   * @param compiler what that used for each besides
   * @param read KiB that came from the disk
   * @param bytes of an answer
   * @param half milliseconds that half of them took
   */
  private record Scanned(double micros, double compiler, double read, int bytes, double half) {}

  /**
   * What a folder holds.
   *
   * @param more events besides, that were captured to measure
   */
  private record Held(long lots, long events, long more) {

    static Held read(Path file) throws IOException {
      if (!Files.exists(file)) {
        return new Held(0, 0, 0);
      }
      String[] numbers = Files.readString(file).strip().split(" ", -1);
      return new Held(
          Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    void write(Path file) throws IOException {
      Files.writeString(file, lots + " " + events + " " + more + "\n");
    }
  }

  /**
   * Microseconds of processor time for an event.
   *
   * @param engine of that, for flushing and compacting
   * @param events captured
   */
  private record Captured(double micros, double engine, long events) {}

  /**
   * One size.
   *
   * @param capture codes and keys not included
   */
  private record Row(
      long size,
      long bytesAnEvent,
      Captured capture,
      Scanned cold,
      Scanned anew,
      Scanned scattered) {}

  /** Runs it; see the class. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length < 2
        || Arrays.stream(arguments).skip(1).anyMatch(size -> !size.matches("[1-9][0-9]{4,9}"))) {
      System.err.println("usage: Growth DIR SIZE… (10000 events or more, such as 10000 100000)");
      System.exit(2);
    }
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    Growth growth = new Growth(Path.of(arguments[0]), HexFormat.of().formatHex(secret));
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      rows.add(growth.measure(Long.parseLong(arguments[i])));
      print(rows.getLast(), rows.getFirst());
    }
    System.exit(0);
  }

  private Row measure(long size) throws IOException, InterruptedException {
    Path data = folder.resolve("" + size);
    Path lots = folder.resolve("lots." + size);
    fill(data, lots, size);
    long bytes = bytes(data);
    Held before = Held.read(lots);
    long held = before.lots();
    List<String> some = packs(data, held, LOTS_SCANNED);
    List<String> many = packs(data, held, (int) Math.min(SCANS, held));
    giveUpPages(data);
    Path scratch = Files.createTempDirectory("growth-scratch");
    try (Child service =
        Child.start(GrowthServers.class, data.toString(), scratch.toString(), adminKey)) {
      URI warming = URI.create(service.line());
      URI measured = URI.create(service.line());
      Cost cost = Cost.of(service.pid());
      warm(warming, cost);
      rest(cost);
      Scanned cold = scans(measured, cost, some, "");
      Scanned anew = scans(measured, cost, some, "?anew");
      Scanned scattered = scans(measured, cost, many, "?scattered");
      Captured capture = capture(measured, cost);
      new Held(held, before.events(), before.more() + capture.events()).write(lots);
      return new Row(
          before.events() + before.more(),
          bytes / (before.events() + before.more()),
          capture,
          cold,
          anew,
          scattered);
    }
  }

  /** Goes on where an earlier run ended; says what it cost, flushing and compacting included. */
  private void fill(Path data, Path file, long size) throws IOException {
    Files.createDirectories(folder);
    Cost cost = Cost.of(ProcessHandle.current().pid());
    Duration before = cost.used();
    Duration engineBefore = cost.usedByEngine();
    Held begin = Held.read(file);
    if (begin.events() >= size) {
      return;
    }
    Held now = begin;
    Duration engine;
    try (Assembly assembly = assembly(data)) {
      Fill fill = new Fill(assembly);
      Season season = new Season(SEED, new LocalCodes(assembly.codes()));
      while (now.events() < size) {
        Lot lot = season.lot(now.lots());
        fill.record(lot);
        now = new Held(now.lots() + 1, now.events() + lot.events(), now.more());
        if (now.lots() % LOTS_A_NOTE == 0) {
          fill.settle();
          now.write(file);
        }
      }
      fill.settle();
      rest(cost);
      engine = cost.usedByEngine().minus(engineBefore); // its threads end with it
    }
    now.write(file);
    long events = now.events() - begin.events();
    System.out.printf(
        Locale.ROOT,
        "filled from %,d to %,d events: µs of processor time an event %.0f, %.0f of it flushing and"
            + " compacting%n",
        begin.events(),
        now.events(),
        cost.used().minus(before).toNanos() / 1e3 / events,
        engine.toNanos() / 1e3 / events);
  }

  /** What is scanned: packs of lots from the first to the last, as many of each. */
  private static List<String> packs(Path data, long held, int lots) {
    List<String> packs = new ArrayList<>();
    try (Assembly assembly = assembly(data)) {
      Season season = new Season(SEED, new LocalCodes(assembly.codes())); // the same orders again
      for (int i = 0; i < lots; i++) {
        Lot lot = season.lot(held * i / lots);
        List<String> all = lot.everyPack(1);
        for (int j = 0; j < Math.ceilDiv(SCANS, lots); j++) {
          packs.add(all.get(j * all.size() / Math.ceilDiv(SCANS, lots)));
        }
      }
    }
    Collections.shuffle(packs, new SplittableRandom(SEED));
    return packs.subList(0, SCANS);
  }

  private static Assembly assembly(Path data) {
    return Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom());
  }

  /**
   * The compiler's work: what the measured service is asked for, of another, until the compiler has
   * little left to do. Before that, a scan's time says more of how far it has come than of what is
   * stored.
   */
  private void warm(URI service, Cost cost) throws IOException, InterruptedException {
    ServiceParties parties = new ServiceParties(TraceClient.of(service, adminKey));
    List<String> packs = new ArrayList<>();
    try (Post post = new Post(parties, CONNECTIONS)) {
      for (Lot lot : lots(parties, 0, WARMING_LOTS)) {
        post.send(lot);
        packs.addAll(lot.everyPack(5));
      }
      post.settle();
    }
    Schedule schedule = new Schedule(WARMING_SCANS_A_SECOND, WARMING);
    try (Connections connections = new Connections(service, CONNECTIONS)) {
      for (int round = 0; round < WARMING_ROUNDS; round++) {
        Duration before = cost.usedByCompiler();
        String suffix = "?round=" + round + "&n=";
        loop.run(
            schedule, n -> scan(connections, packs.get((int) (n % packs.size())) + suffix + n));
        if (cost.usedByCompiler().minus(before).compareTo(COMPILED) < 0) {
          break;
        }
      }
    }
  }

  /**
   * Without the engine's own work, since what was written before is not what is scanned; and
   * without the compiler's, which ends.
   */
  private Scanned scans(URI service, Cost cost, List<String> packs, String suffix)
      throws IOException, InterruptedException {
    try (Connections connections = new Connections(service, CONNECTIONS)) {
      rest(cost);
      Duration before = usedByItself(cost);
      Duration compilerBefore = cost.usedByCompiler();
      long readBefore = cost.read();
      Measured measured =
          loop.run(
              new Schedule(
                  SCANS_A_SECOND, Duration.ofMillis(packs.size() * 1_000L / SCANS_A_SECOND)),
              n -> scan(connections, packs.get((int) (n % packs.size())) + suffix));
      Duration compiler = cost.usedByCompiler().minus(compilerBefore);
      Duration used = usedByItself(cost).minus(before);
      if (!measured.errors().isEmpty()) {
        throw new IllegalStateException("not every scan was answered: " + measured.errors());
      }
      double due = measured.due();
      return new Scanned(
          used.toNanos() / 1e3 / due,
          compiler.toNanos() / 1e3 / due,
          (cost.read() - readBefore) / 1024.0 / due,
          measured.bodyBytes(),
          measured.milliseconds(50));
    }
  }

  private static CompletionStage<Long> scan(Connections connections, String path) {
    return connections
        .get("/scan" + path, Map.of("Accept", "application/json", "User-Agent", LoadDriver.PHONE))
        .toCompletionStage();
  }

  /**
   * The middle one of a few rounds, without the engine's own work, which comes in bursts and is
   * added as it is in all rounds; and without the compiler's.
   */
  private Captured capture(URI service, Cost cost) throws IOException, InterruptedException {
    ServiceParties parties = new ServiceParties(TraceClient.of(service, adminKey));
    long begin = ThreadLocalRandom.current().nextLong(OTHER_LOTS, LAST_LOT);
    double[] rounds = new double[ROUNDS];
    long all = 0;
    rest(cost);
    Duration engineBegan = cost.usedByEngine();
    for (int round = 0; round < ROUNDS; round++) {
      List<Lot> lots = lots(parties, begin + (long) round * LOTS, LOTS);
      lots.forEach(lot -> lot.documents().forEach(document -> parties.key(document.party())));
      int events = lots.stream().mapToInt(Lot::events).sum();
      LockSupport.parkNanos(REST);
      Duration before = usedByItself(cost);
      try (Post post = new Post(parties, CONNECTIONS)) {
        for (Lot lot : lots) {
          post.send(lot);
        }
        post.settle();
      }
      rounds[round] = usedByItself(cost).minus(before).toNanos() / 1e3 / events;
      all += events;
    }
    rest(cost); // what these events left to do is theirs
    double engine = cost.usedByEngine().minus(engineBegan).toNanos() / 1e3 / all;
    Arrays.sort(rounds);
    return new Captured(rounds[ROUNDS / 2] + engine, engine, all);
  }

  private static Duration usedByItself(Cost cost) throws IOException {
    return cost.used().minus(cost.usedByEngine()).minus(cost.usedByCompiler());
  }

  /** What the last work left to flush and to compact is not the next work's. */
  private static void rest(Cost cost) throws IOException {
    Duration before;
    Duration now = cost.usedByEngine();
    do {
      before = now;
      LockSupport.parkNanos(REST);
      now = cost.usedByEngine();
    } while (now.minus(before).toMillis() > 50);
  }

  /** Made beforehand: their codes are ordered now. */
  private static List<Lot> lots(ServiceParties parties, long first, int count) {
    return new Season(OTHER_SEED, parties).from(first).limit(count).toList();
  }

  private static void print(Row row, Row first) {
    System.out.printf(
        Locale.ROOT,
        "%,d events, %d bytes each; capture of an event: %.0f µs of processor time (%.2f of the"
            + " first size), %.0f of it flushing and compacting%n",
        row.size(),
        row.bytesAnEvent(),
        row.capture().micros(),
        row.capture().micros() / first.capture().micros(),
        row.capture().engine());
    print("scan of what nobody read", row.cold(), first.cold());
    print("scan made anew", row.anew(), first.anew());
    print("scan, as many lots as can be", row.scattered(), first.scattered());
  }

  private static void print(String what, Scanned scanned, Scanned first) {
    System.out.printf(
        Locale.ROOT,
        "  %s: %.0f µs of processor time (%.2f), %.0f of the compiler besides, %.0f KiB from the"
            + " disk, %,d bytes, half of them in %.2f ms%n",
        what,
        scanned.micros(),
        scanned.micros() / first.micros(),
        scanned.compiler(),
        scanned.read(),
        scanned.bytes(),
        scanned.half());
  }

  private static long bytes(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private static void giveUpPages(Path data) throws IOException, InterruptedException {
    new ProcessBuilder("sync", "-f", data.toString()).inheritIO().start().waitFor();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
            .inheritIO()
            .start()
            .waitFor();
      }
    }
  }
}
