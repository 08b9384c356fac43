package org.bricscodes.samples.load;

import java.io.BufferedWriter;
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
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
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
 * <p>Scans of what nobody has read: new process, and the pages of the folder's files given up by
 * the operating system ({@code dd}, which asks for no privilege). Made anew: the same packs again,
 * with something in the address that no answer was kept for.
 */
public final class Growth {

  private static final long SEED = 1;
  private static final long OTHER_SEED = 2;

  /** Far from those that filled the folder: no unit has the number of another. */
  private static final long OTHER_LOTS = 900_000;

  private static final int MAX_LISTED = 6_000;
  private static final int SCANS = 1_500;
  private static final int SCANS_A_SECOND = 150;
  private static final int WARMING_SCANS_A_SECOND = 450;
  private static final Duration WARMING = Duration.ofSeconds(15);
  private static final int WARMING_LOTS = 20;
  private static final int LOTS = 4;
  private static final int ROUNDS = 3;
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
   * Microseconds of the service's processor time, and milliseconds that half of the scans took.
   *
   * @param filling per event, of the process that filled the folder; 0: it was there
   * @param capture per event, codes and keys not included
   */
  private record Row(
      long size,
      long bytesAnEvent,
      double filling,
      double capture,
      double cold,
      double coldHalf,
      double anew,
      double anewHalf) {}

  /** Runs it; see the class. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length < 2
        || Arrays.stream(arguments).skip(1).anyMatch(size -> !size.matches("[1-9][0-9]{2,9}"))) {
      System.err.println("usage: Growth DIR SIZE… (100 events or more, such as 10000 100000)");
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
    Path list = folder.resolve("items." + size);
    double filling = Files.exists(list) ? 0 : fill(data, list, size);
    long bytes = bytes(data);
    List<String> items = new ArrayList<>(Files.readAllLines(list));
    Collections.shuffle(items, new SplittableRandom(SEED));
    List<String> some = items.subList(0, Math.min(SCANS, items.size()));
    giveUpPages(data);
    Path scratch = Files.createTempDirectory("growth-scratch");
    try (Child service =
        Child.start(GrowthServers.class, data.toString(), scratch.toString(), adminKey)) {
      URI warming = URI.create(service.line());
      URI measured = URI.create(service.line());
      Cost cost = Cost.of(service.pid());
      warm(warming);
      double[] cold = scans(measured, cost, some, "");
      double[] anew = scans(measured, cost, some, "?anew");
      double capture = capture(measured, cost);
      return new Row(size, bytes / size, filling, capture, cold[0], cold[1], anew[0], anew[1]);
    }
  }

  /** Returns microseconds of this process an event. */
  private double fill(Path data, Path list, long size) throws IOException {
    Files.createDirectories(folder);
    Cost cost = Cost.of(ProcessHandle.current().pid());
    Duration before = cost.used();
    List<String> packs = new ArrayList<>();
    int every = (int) Math.max(1, size / MAX_LISTED);
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      Fill fill = new Fill(assembly);
      Iterator<Lot> lots = new Season(SEED, new LocalCodes(assembly.codes())).from(0).iterator();
      for (long done = 0; done < size; ) {
        Lot lot = lots.next();
        fill.record(lot);
        packs.addAll(lot.everyPack(every));
        done += lot.events();
      }
      fill.settle();
    }
    try (BufferedWriter lines = Files.newBufferedWriter(list)) {
      for (String pack : packs) {
        lines.write(pack + "\n");
      }
    }
    return cost.used().minus(before).toNanos() / 1e3 / size;
  }

  /** Until the compiler is done: what the measured service is asked for, of another. */
  private void warm(URI service) throws IOException, InterruptedException {
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
      loop.run(schedule, n -> scan(connections, packs.get((int) (n % packs.size())) + "?n=" + n));
    }
  }

  private double[] scans(URI service, Cost cost, List<String> packs, String suffix)
      throws InterruptedException {
    try (Connections connections = new Connections(service, CONNECTIONS)) {
      LockSupport.parkNanos(REST); // what the last work left to do is not this work's
      Duration before = cost.used();
      Measured measured =
          loop.run(
              new Schedule(
                  SCANS_A_SECOND, Duration.ofMillis(packs.size() * 1_000L / SCANS_A_SECOND)),
              n -> scan(connections, packs.get((int) (n % packs.size())) + suffix));
      double used = cost.used().minus(before).toNanos() / 1e3 / measured.due();
      if (!measured.errors().isEmpty()) {
        throw new IllegalStateException("not every scan was answered: " + measured.errors());
      }
      return new double[] {used, measured.milliseconds(50)};
    }
  }

  private static CompletionStage<Long> scan(Connections connections, String path) {
    return connections
        .get("/scan" + path, Map.of("Accept", "application/json", "User-Agent", LoadDriver.PHONE))
        .toCompletionStage();
  }

  /** The middle one of a few rounds: a compaction may fall into one. */
  private double capture(URI service, Cost cost) throws InterruptedException {
    ServiceParties parties = new ServiceParties(TraceClient.of(service, adminKey));
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      List<Lot> lots = lots(parties, OTHER_LOTS + (long) round * LOTS, LOTS);
      lots.forEach(lot -> lot.documents().forEach(document -> parties.key(document.party())));
      int events = lots.stream().mapToInt(Lot::events).sum();
      LockSupport.parkNanos(REST);
      Duration before = cost.used();
      try (Post post = new Post(parties, CONNECTIONS)) {
        for (Lot lot : lots) {
          post.send(lot);
        }
        post.settle();
      }
      rounds[round] = cost.used().minus(before).toNanos() / 1e3 / events;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Made beforehand: their codes are ordered now. */
  private static List<Lot> lots(ServiceParties parties, long first, int count) {
    return new Season(OTHER_SEED, parties).from(first).limit(count).toList();
  }

  private static void print(Row row, Row first) {
    System.out.printf(
        Locale.ROOT,
        "%,d events, %d bytes each; µs of processor time: filled %.0f, capture of an event %.0f"
            + " (%.2f of the first size), scan of what nobody read %.0f (%.2f), made anew %.0f"
            + " (%.2f); half of the scans in %.2f ms, anew %.2f ms%n",
        row.size(),
        row.bytesAnEvent(),
        row.filling(),
        row.capture(),
        row.capture() / first.capture(),
        row.cold(),
        row.cold() / first.cold(),
        row.anew(),
        row.anew() / first.anew(),
        row.coldHalf(),
        row.anewHalf());
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
