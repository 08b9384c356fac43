package org.bricscodes.samples.load;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.samples.Shipments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One greedy party and one modest one, capturing: at half of what the service can take, then at
 * three times that, then at half again. Says what each was answered and what it waited from when
 * each document was due, and how soon after the overload the service is itself again.
 */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    header = "Drives a service beyond what it can take, and asks how a modest party fares.",
    description = {
      "",
      "Documents of 20 events. The modest party sends a tenth of the capacity all the time; the"
          + " greedy one the rest. A 503 or 429 counts as refused and is not sent again. The"
          + " capacity is what a few senders get answered who each wait for their answer, unless"
          + " --capacity says it.",
      ""
    })
final class Overload implements Callable<Integer> {

  private static final int EVENTS = 20;
  private static final int SENDERS = 64;
  private static final double MODEST = 0.1;
  private static final double HALF = 0.5;
  private static final double TIMES = 3;
  private static final double LIMIT = 2;

  @Option(
      names = "--service",
      paramLabel = "URL",
      required = true,
      description = "A service on this machine, such as http://127.0.0.1:8080.")
  private URI service = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--capacity",
      defaultValue = "0",
      description = "Documents a second it can take; measured if 0. Default: ${DEFAULT-VALUE}.")
  private double capacity;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long each part lasts. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds of senders who wait before. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--connections",
      defaultValue = "256",
      description = "Of the greedy party. Default: ${DEFAULT-VALUE}.")
  private int connections;

  /** Numbers of documents, which another run does not use again. */
  private final AtomicInteger documents =
      new AtomicInteger((int) ((System.nanoTime() / 1_000) & 0x3FFF_FFFF));

  Overload() {}

  /** One who sends. */
  private record Sender(Connections connections, String key, String prefix) {}

  /** A part under way. */
  private record Part(
      String what,
      Schedule many,
      Schedule few,
      CompletableFuture<Measured> greedy,
      CompletableFuture<Measured> modest,
      ConcurrentLinkedQueue<Recovery.Answer> answers) {

    /** What 99 % waited at most, of the party that waited more. */
    double milliseconds99() {
      return Math.max(greedy.join().milliseconds(99), modest.join().milliseconds(99));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadDriver.requireHere(service);
    if (seconds < 2 || warmUp < 1 || connections < 1 || connections > 4_096 || capacity < 0) {
      throw new IllegalArgumentException(
          "--seconds must be 2 or more, --warm-up 1 or more, --connections 1 to 4096, --capacity"
              + " not negative");
    }
    TraceClient admin = LoadDriver.admin(service);
    String greedyKey = admin.keys().issue("urn:x-load:greedy", "Greedy", "exporter").secret();
    String modestKey = admin.keys().issue("urn:x-load:modest", "Modest", "exporter").secret();
    try (Connections many = new Connections(service, connections);
        Connections few = new Connections(service, SENDERS);
        Connections other = new Connections(service, SENDERS)) {
      Sender greedy = new Sender(many, greedyKey, "G");
      Sender again = new Sender(other, greedyKey, "G");
      Sender modest = new Sender(few, modestKey, "M");
      double measured = answeredPerSecond(modest, warmUp);
      double can = capacity == 0 ? measured : capacity;
      System.out.printf(
          Locale.ROOT,
          "%d senders who wait: %.1f documents/s, %.0f events/s; taken as capacity: %.1f%n",
          SENDERS,
          measured,
          measured * EVENTS,
          can);
      Part before = begin("before, half of it", greedy, modest, can, HALF);
      print(before);
      Part overload = begin("overload, three times it", greedy, modest, can, TIMES);
      TimeUnit.SECONDS.sleep(seconds);
      // At once, whatever is still to be answered, and by other connections than it waits for.
      Part after = begin("after, half of it", again, modest, can, HALF);
      print(overload);
      print(after);
      double limit = LIMIT * before.milliseconds99();
      System.out.printf(
          Locale.ROOT,
          "limit: %.0f times before, %.1f ms%n%s%n",
          LIMIT,
          limit,
          Recovery.of(List.copyOf(after.answers), limit).text());
    }
    return 0;
  }

  /** What senders get answered who each wait for their answer. */
  private double answeredPerSecond(Sender sender, int time) throws InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    long half = Duration.ofSeconds(time).toNanos() / 2;
    long start = System.nanoTime();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, SENDERS)
            .mapToObj(
                _ ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (System.nanoTime() - start < 2 * half) {
                            boolean taken = taken(sender);
                            if (taken && System.nanoTime() - start > half) {
                              answered.incrementAndGet();
                            }
                          }
                        },
                        Thread::startVirtualThread))
            .toList();
    all.forEach(CompletableFuture::join);
    return answered.get() * 1e9 / half;
  }

  private boolean taken(Sender sender) {
    try {
      post(sender).join();
      return true;
    } catch (CompletionException refused) {
      return false;
    }
  }

  private Part begin(String what, Sender greedy, Sender modest, double can, double times) {
    ConcurrentLinkedQueue<Recovery.Answer> answers = new ConcurrentLinkedQueue<>();
    Duration time = Duration.ofSeconds(seconds);
    Schedule many = new Schedule(Math.max(0.5, can * (times - MODEST)), time);
    Schedule few = new Schedule(Math.max(0.5, can * MODEST), time);
    return new Part(
        what, many, few, running(many, greedy, answers), running(few, modest, answers), answers);
  }

  private CompletableFuture<Measured> running(
      Schedule schedule, Sender sender, ConcurrentLinkedQueue<Recovery.Answer> answers) {
    Requests requests = timed(schedule, sender, answers);
    return CompletableFuture.supplyAsync(
        () -> run(schedule, requests), task -> Thread.ofPlatform().start(task));
  }

  private static void print(Part part) {
    Measured greedy = part.greedy.join();
    System.out.printf(
        Locale.ROOT,
        "%n%s%n  greedy, %.1f/s: %s%n  modest, %.1f/s: %s%n  last answer %.1f s after the end%n",
        part.what,
        part.many.perSecond(),
        told(greedy),
        part.few.perSecond(),
        told(part.modest.join()),
        greedy.elapsedNanos() / 1e9 - part.many.time().toSeconds());
  }

  private static Measured run(Schedule schedule, Requests requests) {
    try {
      return OpenLoop.real().run(schedule, requests);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Notes for each answer when it was due and what it waited. */
  private Requests timed(
      Schedule schedule, Sender sender, ConcurrentLinkedQueue<Recovery.Answer> answers) {
    long start = System.nanoTime();
    return number -> {
      long due = schedule.dueNanos(number);
      return post(sender)
          .whenComplete(
              (_, failure) -> {
                if (failure == null) {
                  answers.add(new Recovery.Answer(due, System.nanoTime() - start - due));
                }
              });
    };
  }

  private CompletableFuture<Long> post(Sender sender) {
    byte[] body =
        Shipments.document(sender.prefix(), documents.incrementAndGet(), EVENTS)
            .getBytes(StandardCharsets.UTF_8);
    return sender
        .connections()
        .post(
            "/epcis/capture",
            Map.of(
                "Authorization", "Bearer " + sender.key(), "Content-Type", "application/ld+json"),
            Buffer.buffer(body),
            202)
        .map(_ -> (long) body.length)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static String told(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%.1f %% answered; ms from when due: 50 %% %.1f, 99 %% %.1f; refused: %s",
        100.0 * measured.answered() / measured.due(),
        measured.milliseconds(50),
        measured.milliseconds(99),
        measured.errors().isEmpty() ? "none" : new TreeMap<>(measured.errors()));
  }
}
