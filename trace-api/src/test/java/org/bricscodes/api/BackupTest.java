package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKeyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Backups of a service under load, restored; and what is refused when they are too old. */
final class BackupTest {

  @TempDir private Path root;

  private final StringWriter said = new StringWriter();
  private Path data = Path.of("");
  private Path backups = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  BackupTest() {}

  @BeforeEach
  void configure() throws IOException {
    data = Files.createDirectory(root.resolve("data"));
    backups = root.resolve("backups");
    Files.writeString(data.resolve("backups.properties"), "folder=../backups\nkeep=2\n");
  }

  private int trace(String... arguments) {
    said.getBuffer().setLength(0);
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(said));
    command.setErr(new PrintWriter(said));
    return command.execute(arguments);
  }

  @Test
  void backup_underLoad_restoresWholeAndConsistent() throws Exception {
    String name;
    int captured = 0;
    try (RunningServer running = RunningServer.in(data);
        ExecutorService pool = Executors.newFixedThreadPool(1)) {
      AtomicBoolean stop = new AtomicBoolean();
      capture(running, 1_000_000);
      Future<Integer> load =
          pool.submit(
              () -> {
                int count = 0;
                while (!stop.get()) {
                  capture(running, count++);
                }
                return count;
              });
      for (int i = 0; i < 3; i++) {
        assertThat(backup(running)).as("%s", said).isZero();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      }
      stop.set(true);
      captured = load.get();
      assertThat(trace(remote(running, "--list"))).isZero();
      assertThat(said.toString().lines()).as("kept of three: %s", said).hasSize(2);
      name = folders().getLast();
    }
    long linked = linked(backups.resolve(folders().getFirst()), backups.resolve(name));
    Path checkpoint = backups.resolve(name).resolve("log/checkpoint");
    long size = size(checkpoint);
    move("store", "log");

    assertThat(trace("restore", "--data", "" + data, "--backups", "" + backups))
        .as("%s", said)
        .isZero();
    assertThat(trace("serve", "--data", "" + data, "--port", "0")).isEqualTo(1);
    assertThat(said.toString()).contains("going on would fork it. Say what was published last");
    assertThat(trace("log", "resume", "--data", "" + data, "--published", "" + checkpoint))
        .as("%s", said)
        .isZero();
    assertThat(trace("log", "check", "" + data.resolve("log"), "--key", vkey()))
        .as("%s", said)
        .isZero();
    Files.delete(data.resolve("ledgers/directory.properties"));
    Files.createFile(data.resolve("ledgers/none.properties"));
    long after;
    try (RunningServer running = RunningServer.in(data)) {
      capture(running, 2_000_000);
      after = awaitSize(running, size + 1);
    }
    assertThat(trace("log", "check", "" + data.resolve("log"), "--key", vkey()))
        .as("%s", said)
        .isZero();
    System.out.println(
        "captured beside three backups: "
            + captured
            + "; log in the last backup "
            + size
            + ", after restore and one more "
            + after
            + "; files linked to the backup before: "
            + linked
            + "; "
            + said);
    assertThat(size).isPositive();
  }

  @Test
  void restore_ofWhatIsOlderThanWhatWasPublished_isRefusedAndLeavesAWay() throws Exception {
    Instant then;
    try (RunningServer running = RunningServer.in(data)) {
      capture(running, 1);
      awaitSize(running, 1);
      assertThat(backup(running)).as("%s", said).isZero();
      then = Clock.systemUTC().instant();
      capture(running, 2);
      capture(running, 3);
      awaitSize(running, 3);
    }
    String oldKey = vkey();
    move("store", "log");
    Path published = root.resolve("away/log/checkpoint");

    assertThat(trace("restore", "--data", "" + data, "--backups", "" + backups, "--to", "" + then))
        .as("%s", said)
        .isZero();
    assertThat(trace("log", "resume", "--data", "" + data, "--published", "" + published))
        .isEqualTo(2);
    assertThat(said.toString())
        .contains("the published log has 3 entries, the restored one 1: 2 entries are lost here");
    assertThat(trace("serve", "--data", "" + data, "--port", "0")).isEqualTo(1);

    assertThat(trace("log", "succeed", "--data", "" + data)).isEqualTo(2);
    assertThat(said.toString()).contains("--entries-are-lost");
    assertThat(trace("log", "succeed", "--data", "" + data, "--entries-are-lost"))
        .as("%s", said)
        .isZero();
    assertThat(said.toString())
        .contains(" size 1 root ")
        .contains("keys/log-ended-1.key")
        .contains("/log-ended-1\n")
        .contains("/ledgers-ended-1\n");
    assertThat(data.resolve("decisions")).content().contains("ended for good: ");
    assertThat(trace("log", "succeed", "--data", "" + data, "--entries-are-lost")).isEqualTo(2);
    assertThat(said.toString()).contains("waits for a decision");
    try (RunningServer running = RunningServer.in(data)) {
      awaitSize(running, 1);
      capture(running, 2);
      capture(running, 3);
      awaitSize(running, 3);
      // One proof over all three, under the new key alone.
      String proof = running.send(running.admin("/export/events.proof.json")).body();
      Path file = Files.writeString(root.resolve("proof.json"), proof);
      assertThat(trace("verify", "" + file, "--log-key", vkey())).as("%s", said).isZero();
      assertThat(trace("verify", "" + file, "--log-key", oldKey)).as("%s", said).isNotZero();
      assertThat(backup(running)).as("beside backups of the old log: %s", said).isZero();
    }
    assertThat(vkey()).isNotEqualTo(oldKey);
    assertThat(trace("log", "check", "" + data.resolve("log"), "--key", vkey())).isZero();
    assertThat(trace("log", "check", "" + data.resolve("log-ended-1"), "--key", oldKey)).isZero();
    assertThat(trace("log", "check", "" + root.resolve("away/log"), "--key", oldKey)).isZero();
  }

  @Test
  void changesKept_bringEveryMomentBack_andNothingThatWasPublishedIsLost() throws Exception {
    Files.writeString(data.resolve("backups.properties"), "folder=../backups\nkeep=2\nchanges=1\n");
    Instant before;
    Instant between;
    try (RunningServer running = RunningServer.in(data)) {
      capture(running, 1);
      awaitSize(running, 1);
      assertThat(backup(running)).as("%s", said).isZero();
      before = Clock.systemUTC().instant();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      capture(running, 2);
      awaitSize(running, 2);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      between = Clock.systemUTC().instant();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      capture(running, 3);
      awaitSize(running, 3);
      assertThat(running.send(running.admin("/backups")).body())
          .contains("\"keptThrough\":\"20", "\"failure\":null");
    } // what was written last is kept when it closes
    Path published = root.resolve("away/log/checkpoint");
    move("store", "log");

    restore("--to", "" + before);
    assertThat(resume(published)).isEqualTo(2);
    assertThat(said.toString()).contains("the restored one 1: 2 entries are lost here");
    clear();
    restore("--to", "" + between);
    assertThat(resume(published)).isEqualTo(2);
    assertThat(said.toString()).contains("the restored one 2: 1 entries are lost here");
    clear();
    restore();
    assertThat(said.toString())
        .containsPattern("[0-9]+ batches of changes brought it forward to 2");
    assertThat(resume(published)).as("%s", said).isZero();
    try (RunningServer running = RunningServer.in(data)) {
      awaitSize(running, 3);
      assertThat(data.resolve("log/checkpoint")).hasSameBinaryContentAs(published);
      capture(running, 4);
      awaitSize(running, 4);
      assertThat(running.send(running.admin("/backups")).body())
          .contains("there is no backup of this store since it began or was restored: take one");
      assertThat(backup(running)).as("of another history, beside the old: %s", said).isZero();
    }
    Path later = root.resolve("later-checkpoint");
    Files.copy(data.resolve("log/checkpoint"), later);
    clear();
    restore();
    assertThat(resume(later)).as("%s", said).isZero();
  }

  private void restore(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("restore", "--data", "" + data, "--backups", "" + backups));
    arguments.addAll(List.of(more));
    assertThat(trace(arguments.toArray(String[]::new))).as("%s", said).isZero();
  }

  private int resume(Path published) {
    return trace("log", "resume", "--data", "" + data, "--published", "" + published);
  }

  private void clear() throws IOException {
    for (String part : List.of("store", "log")) {
      try (Stream<Path> all = Files.walk(data.resolve(part))) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Files.deleteIfExists(data.resolve("restored"));
  }

  @Test
  void logLost_storeWhole_isAppendedAgainToWhatWasPublished() throws Exception {
    try (RunningServer running = RunningServer.in(data)) {
      capture(running, 1);
      awaitSize(running, 1);
      assertThat(backup(running)).as("%s", said).isZero();
      capture(running, 2);
      capture(running, 3);
      awaitSize(running, 3);
    }
    Path published = root.resolve("away/log/checkpoint");
    move("store", "log");

    // The way the documentation describes: the backup's log, the old store, and no mark.
    assertThat(trace("restore", "--data", "" + data, "--backups", "" + backups)).isZero();
    Files.move(data.resolve("store"), root.resolve("away/restored-store"));
    Files.move(root.resolve("away/store"), data.resolve("store"));
    assertThat(size(data.resolve("log/checkpoint"))).isEqualTo(1);
    Files.delete(data.resolve("restored"));
    try (RunningServer running = RunningServer.in(data)) {
      awaitSize(running, 3);
    }

    // Ed25519 signs one text in one way: the very same checkpoint.
    assertThat(data.resolve("log/checkpoint")).hasSameBinaryContentAs(published);
  }

  @Test
  void restore_beforeTheFirstBackup_orOverAStore_isRefused() throws Exception {
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(backup(running)).as("%s", said).isZero();
    }

    assertThat(trace("restore", "--data", "" + data, "--backups", "" + backups)).isEqualTo(2);
    assertThat(said.toString()).contains("/store is not empty: move it away first, and keep it");
    move("store", "log");
    assertThat(
            trace(
                "restore",
                "--data",
                "" + data,
                "--backups",
                "" + backups,
                "--to",
                "2020-01-01T00:00:00Z"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("holds no whole backup of 2020-01-01T00:00:00Z or before");
    assertThat(
            trace("restore", "--data", "" + data, "--backups", "" + backups, "--to", "yesterday"))
        .isEqualTo(2);
    assertThat(data.resolve("restored")).doesNotExist();
  }

  @Test
  void backups_notConfigured_areNotThere_andForAdminsOnly() throws IOException {
    Files.delete(data.resolve("backups.properties"));
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(running.send(running.admin("/backups")).statusCode()).isEqualTo(404);
      assertThat(running.get("/backups").statusCode()).isEqualTo(401);
      String exporter = running.key("https://id.gs1.org/417/9521222000001", "exporter");
      assertThat(running.send(running.as(exporter, "/backups")).statusCode()).isEqualTo(403);
    }
    Files.writeString(data.resolve("backups.properties"), "keep=0\nfoldr=x\n");

    assertThat(trace("serve", "--data", "" + data, "--port", "0")).isEqualTo(1);
    assertThat(said.toString())
        .contains("'folder' is missing", "'keep' must be 1 to 10000, found 0", "'foldr' is no");
  }

  private int backup(RunningServer running) {
    return trace(remote(running));
  }

  private static String[] remote(RunningServer running, String... more) {
    return Stream.concat(
            Stream.of(
                "backup",
                "--url",
                "" + running.server().address(),
                "--key",
                RunningServer.ADMIN_KEY),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private void move(String... parts) throws IOException {
    Path away = Files.createDirectories(root.resolve("away"));
    for (String part : parts) {
      Files.move(data.resolve(part), away.resolve(part));
    }
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(backups)) {
      return all.map(path -> "" + path.getFileName()).sorted().toList();
    }
  }

  private static long linked(Path first, Path second) throws IOException {
    try (Stream<Path> all = Files.walk(second)) {
      long count = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path other = first.resolve(second.relativize(file).toString());
        count += Files.exists(other) && Files.isSameFile(file, other) ? 1 : 0;
      }
      return count;
    }
  }

  private String vkey() {
    return SignerKeyFile.open(data.resolve("keys/log.key")).verifierKey().toString();
  }

  private static long size(Path checkpoint) throws IOException {
    return Checkpoint.parse(SignedNote.parse(Files.readAllBytes(checkpoint)).text()).size();
  }

  private static long awaitSize(RunningServer running, long size) {
    long now = -1;
    for (int i = 0; i < 300 && now < size; i++) {
      now = Checkpoint.parse(SignedNote.parse(running.get("/log/checkpoint").body()).text()).size();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(now).isGreaterThanOrEqualTo(size);
    return now;
  }

  private static String event(int serial) {
    return """
    {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
     "epcisBody":{"eventList":[{
       "type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
       "eventTimeZoneOffset":"+08:00","action":"ADD","bizStep":"commissioning",
       "epcList":["https://id.gs1.org/01/09521222000018/21/A%d"]}]}}
    """
        .formatted(serial);
  }

  private static void capture(RunningServer running, int serial) {
    HttpResponse<String> answer =
        running.send(
            running
                .admin("/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .POST(BodyPublishers.ofString(event(serial))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
