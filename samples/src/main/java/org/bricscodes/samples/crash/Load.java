package org.bricscodes.samples.crash;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.TrustedLog;

/** Clients of one life of the service: they do what they are told until it ends. */
final class Load {

  static final String GTIN = "09521222000018";
  static final String POOL_LOT = "POOL";

  private static final String JSON = "application/json";
  private static final int EVENTS_OF_A_DOCUMENT = 5;
  private static final int CODES_OF_A_BATCH = 10;
  private static final int CODES_OF_A_LIST = 3;
  private static final int ITEMS_SCANNED = 20;
  private static final Duration BREATH = Duration.ofMillis(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(40);

  private final Caller caller;
  private final Caller anyone;
  private final Told told;
  private final Supply supply;
  private final int round;
  private final TrustedLog log;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<RuntimeException> violations = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  Load(Caller caller, Told told, Supply supply, int round, TrustedLog log) {
    this.caller = caller;
    this.anyone = caller.anyone();
    this.told = told;
    this.supply = supply;
    this.round = round;
    this.log = log;
  }

  /** What all rounds draw from: codes nobody has touched, and a log to be cosigned. */
  record Supply(String batch, List<String> serials, AtomicInteger next, OtherLog other) {

    int take(int count) {
      return next.getAndAdd(count);
    }

    String serial(int index) {
      return serials.get(index % serials.size());
    }

    String link(int index) {
      return "/01/" + GTIN + "/10/" + POOL_LOT + "/21/" + serial(index);
    }
  }

  /** Begins. */
  void start(Activity activity) {
    if (activity == Activity.EVERYTHING) {
      for (Activity each : Activity.values()) {
        if (each != Activity.EVERYTHING) {
          run(() -> act(each));
        }
      }
    } else {
      run(() -> act(activity));
    }
    run(this::watch);
  }

  /** Ends, and throws what the service did wrong, if it did. */
  void end() {
    ending.set(true);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
    RuntimeException first = violations.peek();
    if (first != null) {
      throw first;
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  private void run(Step step) {
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!ending.get()) {
                      step.take();
                    }
                  } catch (IOException e) {
                    return; // killed
                  } catch (RuntimeException e) {
                    violations.add(e);
                  }
                }));
  }

  /** One step of an activity; also what a drill does to see whether the service still takes it. */
  HttpResponse<String> act(Activity activity) throws IOException {
    HttpResponse<String> answer =
        switch (activity) {
          case EVENTS, EVERYTHING -> event();
          case DOCUMENTS -> document();
          case BATCHES -> batch();
          case STAGES -> stage();
          case STATES -> state();
          case LISTS -> list();
          case SCANS -> scan();
          case REPORTS -> report();
          case WITNESSING -> supply.other().ask(caller, told);
        };
    int status = answer.statusCode();
    Violation.unless(
        status < 300 || status == 503 || status == 429,
        activity.word() + " are answered " + status + ": " + answer.body());
    if (status >= 300) {
      Violation.unless(
          answer.headers().firstValue("Retry-After").isPresent(),
          activity.word() + " are answered " + status + " without Retry-After");
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    LockSupport.parkNanos(BREATH.toNanos());
    return answer;
  }

  private HttpResponse<String> event() throws IOException {
    int number = numbers.getAndIncrement();
    HttpResponse<String> answer =
        caller.send("POST", "/epcis/events", Events.JSON, Events.of(round, number));
    if (answer.statusCode() == 201) {
      told.event(round, number);
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  private HttpResponse<String> document() throws IOException {
    int first = numbers.getAndAdd(EVENTS_OF_A_DOCUMENT);
    HttpResponse<String> answer =
        caller.send(
            "POST",
            "/epcis/capture",
            Events.JSON,
            Events.document(round, first, EVENTS_OF_A_DOCUMENT));
    if (answer.statusCode() == 202) {
      String job = answer.headers().firstValue("Location").orElseThrow();
      told.jobs.put(
          URI.create(job).getRawPath(), new Told.Document(round, first, EVENTS_OF_A_DOCUMENT));
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  private HttpResponse<String> batch() throws IOException {
    String name = "order-" + round + "-" + numbers.getAndIncrement();
    told.open.add(name);
    HttpResponse<String> answer = order(caller, name, "LOT" + round, CODES_OF_A_BATCH);
    if (answer.statusCode() == 201) {
      told.batches.put(name, Caller.tree(answer.body()).path("id").asText());
      told.open.remove(name);
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  static HttpResponse<String> order(Caller caller, String name, String lot, int quantity)
      throws IOException {
    return caller.send(
        "POST",
        "/codes/batches",
        JSON,
        """
        {"gtin":"%s","lot":"%s","quantity":%d,"expiry":"2099-04-23","product":"Tea"}\
        """
            .formatted(GTIN, lot, quantity),
        "Idempotency-Key",
        name);
  }

  private HttpResponse<String> stage() throws IOException {
    int code = supply.take(1);
    HttpResponse<String> answer =
        caller.send(
            "POST",
            "/codes/batches/" + supply.batch() + "/reports",
            JSON,
            "{\"stage\":\"printed\",\"from\":\"%s\",\"count\":1}".formatted(supply.serial(code)),
            "Idempotency-Key",
            "stage-" + code);
    return stated(answer, 201, "printed", code, 1);
  }

  private HttpResponse<String> state() throws IOException {
    int code = supply.take(1);
    HttpResponse<String> answer =
        caller.send(
            "PUT",
            "/codes/states" + supply.link(code),
            JSON,
            "{\"state\":\"recalled\",\"reason\":\"drill\"}");
    return stated(answer, 200, "recalled", code, 1);
  }

  private HttpResponse<String> list() throws IOException {
    int code = supply.take(CODES_OF_A_LIST);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < CODES_OF_A_LIST; i++) {
      lines.append(supply.serial(code + i)).append('\n');
    }
    HttpResponse<String> answer =
        caller.send(
            "POST",
            "/codes/batches/" + supply.batch() + "/voids?reason=drill",
            "text/plain",
            lines.toString());
    return stated(answer, 200, "void", code, CODES_OF_A_LIST);
  }

  private HttpResponse<String> stated(
      HttpResponse<String> answer, int success, String state, int first, int count) {
    if (answer.statusCode() == success) {
      for (int code = first; code < first + count; code++) {
        told.state(round, supply.link(code), state);
      }
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  private HttpResponse<String> scan() throws IOException {
    int number = numbers.getAndIncrement();
    String link = supply.link(number % ITEMS_SCANNED);
    HttpResponse<String> answer =
        anyone.send(
            "GET",
            "/scan" + link,
            "",
            "",
            "Accept",
            JSON,
            "User-Agent",
            "Mozilla/5.0 Phone %d-%d".formatted(round, number),
            "X-Forwarded-For",
            "203.0.%d.7".formatted(number % 200));
    if (number % 4 == 0) {
      int visits = Caller.tree(caller.look("/scans" + link, JSON)).path("count").asInt();
      told.visits.merge(link, visits, Math::max);
    }
    return answer;
  }

  private HttpResponse<String> report() throws IOException {
    int number = numbers.getAndIncrement();
    String words = "torn " + round + " " + number;
    HttpResponse<String> answer =
        anyone.send(
            "POST",
            "/scan" + supply.link(round * 50 + number) + "/report",
            "application/x-www-form-urlencoded",
            "kind=seal&words=" + URLEncoder.encode(words, StandardCharsets.UTF_8),
            "Accept",
            JSON,
            "Sec-Fetch-Site",
            "same-origin",
            "X-Forwarded-For",
            "203.%d.%d.7".formatted(round % 250, number % 250));
    if (answer.statusCode() == 201) {
      told.reports.put(Caller.tree(answer.body()).path("reference").asText(), words);
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  /** Remembers every checkpoint and how far the ledger is. */
  private void watch() throws IOException {
    told.checkpoint(checkpoint(caller, log));
    told.anchored.accumulateAndGet(Check.anchoredSize(caller), Math::max);
    LockSupport.parkNanos(LOOK_EVERY.toNanos());
  }

  static SignedCheckpoint checkpoint(Caller caller, TrustedLog log) throws IOException {
    return log.verify(SignedNote.parse(caller.look("/log/checkpoint", "text/plain")));
  }
}
