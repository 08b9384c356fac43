package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The disk fails under the packaged service; what clients see, and what a restart finds. */
@Isolated("strikes at system calls that a service makes within a time")
final class FailedDiskStraceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void failedFsyncOfTheStore_wasAnsweredAsAFaultOfOurs_andTookTheReadersDown() throws Exception {
    Path data = folder.resolve("data");
    try (Child child = Packaged.start(data)) {
      Caller caller = new Caller(child.address());
      assertThat(event(caller, 1).statusCode()).isEqualTo(201);

      HttpResponse<String> failed;
      HttpResponse<String> later;
      try (Strace _ = fail(child, "store-committer", "fdatasync", Stroke.EIO)) {
        failed = event(caller, 2);
        later = event(caller, 3);
      }

      for (HttpResponse<String> answer : List.of(failed, later)) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.body()).contains("\"code\":\"unavailable\"");
      }
      HttpResponse<String> ready = caller.send("GET", "/ready", "", "");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("not ready: a write to the store failed");
      assertThat(caller.look("/epcis/events/" + id(1), Events.JSON)).contains(Events.id(0, 1));
      assertThat(caller.send("GET", "/health", "", "").statusCode()).isEqualTo(200);
    }

    try (Child again = Packaged.start(data)) {
      Caller caller = new Caller(again.address());
      assertThat(caller.look("/epcis/events/" + id(1), Events.JSON)).contains(Events.id(0, 1));
      assertThat(caller.send("GET", "/ready", "", "").statusCode()).isEqualTo(200);
      assertThat(event(caller, 2).statusCode()).isIn(201, 409); // it may or may not have been made
      assertThat(event(caller, 4).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void storeOnAFullDisk_wentOnByItself_soThatAKillTookAnEventApart() throws Exception {
    Path data = folder.resolve("data");
    try (Child child = Packaged.start(data)) {
      Caller caller = new Caller(child.address());
      assertThat(event(caller, 1).statusCode()).isEqualTo(201);
      long before = tables(data);

      try (Strace _ = fail(child, "store-committer", "fdatasync", Stroke.ENOSPC)) {
        assertThat(event(caller, 2).statusCode()).isEqualTo(503);
      }
      // RocksDB would begin at once to write its families out, one after the other.
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

      assertThat(tables(data)).as("tables written after the failure").isEqualTo(before);
      child.kill();
    }
  }

  private static long tables(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("store"))) {
      return files.filter(file -> file.toString().endsWith(".sst")).count();
    }
  }

  @Test
  void fullDiskUnderTheLog_keepsRecording_saysSo_andLogsAfterARestart() throws Exception {
    Path data = folder.resolve("data");
    try (Child child = Packaged.start(data)) {
      Caller caller = new Caller(child.address());
      try (Strace _ = fail(child, "sequencer", "pwrite64", Stroke.ENOSPC)) {
        assertThat(event(caller, 1).statusCode()).isEqualTo(201);
        await(caller, "/ready", answer -> answer.statusCode() == 503);
      }

      assertThat(caller.send("GET", "/ready", "", "").body())
          .contains("not ready: a write to the transparency log failed");
      assertThat(event(caller, 2).statusCode()).isEqualTo(201);
      assertThat(caller.look("/log/checkpoint", "text/plain").lines().skip(1).findFirst())
          .as("size of the log")
          .contains("0");
    }

    try (Child again = Packaged.start(data)) {
      Caller caller = new Caller(again.address());
      await(
          caller,
          "/log/checkpoint",
          answer -> answer.body().lines().skip(1).findFirst().orElseThrow().equals("2"));
      assertThat(caller.send("GET", "/ready", "", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void writeOfTheStoreCutShort_isNotAcknowledged_andARestartFindsWhatWas() throws Exception {
    Path data = folder.resolve("data");
    int acknowledged = 0;
    try (Child child = Packaged.start(data)) {
      Caller caller = new Caller(child.address());
      child.limitFiles(30_000);
      while (event(caller, acknowledged).statusCode() == 201) {
        acknowledged++;
      }
      HttpResponse<String> after = event(caller, acknowledged + 1);
      assertThat(after.statusCode()).as(after.body()).isEqualTo(503);
    }

    assertThat(acknowledged).isBetween(2, 200);
    try (Child again = Packaged.start(data)) {
      Caller caller = new Caller(again.address());
      for (int number = 0; number < acknowledged; number++) {
        assertThat(caller.look("/epcis/events/" + id(number), Events.JSON))
            .contains(Events.id(0, number));
      }
      System.out.printf(
          "FailedDiskStraceIT: a write cut short after %d events, all there after a restart%n",
          acknowledged);
    }
  }

  private Strace fail(Child child, String thread, String call, Stroke stroke) throws IOException {
    FaultPoint point =
        new FaultPoint(Activity.EVENTS, FaultPoint.Moment.SERVING, thread, call, stroke);
    return Strace.attach(child.threads(thread), folder.resolve("strace.txt"), point, 1);
  }

  private static HttpResponse<String> event(Caller caller, int number) throws IOException {
    return caller.send("POST", "/epcis/events", Events.JSON, Events.of(0, number));
  }

  private static String id(int number) {
    return Events.id(0, number).replace(":", "%3A");
  }

  private static void await(Caller caller, String path, Predicate<HttpResponse<String>> wanted)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> answer = caller.send("GET", path, "", "");
    while (!wanted.test(answer)) {
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      answer = caller.send("GET", path, "", "");
    }
  }
}
