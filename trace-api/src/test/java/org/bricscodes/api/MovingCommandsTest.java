package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.api.demo.Story;
import org.bricscodes.api.demo.StoryLoader;
import org.bricscodes.tlog.SignerKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The tea story moves by {@code trace export} and {@code trace import}, and is what it was. */
final class MovingCommandsTest {

  private static final String ADMIN_KEY = "admin-key-of-these-tests";
  private static final Path TEA = Path.of("..", "samples", "tea");

  @TempDir private Path root;

  private final StringWriter said = new StringWriter();

  @SuppressWarnings("NullAway.Init") // set before each test
  MovingCommandsTest() {}

  private int trace(String... arguments) {
    said.getBuffer().setLength(0);
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(said));
    command.setErr(new PrintWriter(said));
    return command.execute(arguments);
  }

  private static TraceServer serve(Path data) {
    Config config = Config.local(data).withAdminKey(ADMIN_KEY).withBaseUrl("https://trace.example");
    return TraceServer.start(config, Clock.systemUTC(), new SecureRandom());
  }

  @Test
  void teaStory_movedToAnotherDirectory_hasTheSameRootAnswersAndProofs() throws Exception {
    Path data = root.resolve("data");
    Path moved = root.resolve("moved");
    List<Story.Show> show;
    Map<String, JsonNode> before;
    Map<String, String> records;
    String checkpoint;
    try (TraceServer server = serve(data)) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      show = new StoryLoader(TEA, admin, (steps, of, what) -> {}).load().show();
      awaitLogged(admin, show.getFirst());
      look(server, show);
      before = answers(admin, show);
      records = records(admin);
      checkpoint = admin.text("/log/checkpoint");
    }

    assertThat(trace("export", "--data", data.toString(), out(), "--quiet"))
        .as("%s", said)
        .isZero();
    assertThat(said.toString()).contains("exported  ").contains("carry besides: ");
    copy(data.resolve("keys"), moved.resolve("keys"));
    copy(data.resolve("ledgers"), moved.resolve("ledgers"));
    assertThat(trace("import", "--data", moved.toString(), out(), "--quiet"))
        .as("%s", said)
        .isZero();
    System.out.print(said);

    assertThat(said.toString()).contains("imported  ").contains("as its key signed it");
    assertThat(trace("log", "check", moved.resolve("log").toString(), "--key", vkey(moved)))
        .as("%s", said)
        .isZero();
    try (TraceServer server = serve(moved)) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      assertThat(admin.text("/log/checkpoint")).isEqualTo(checkpoint);
      assertThat(records(admin)).isEqualTo(records);
      assertThat(answers(admin, show)).isEqualTo(before);
      for (Story.Show each : show) {
        verifies(admin, moved, each);
      }
    }
  }

  @Test
  void directoryHalfFilled_isNotServed_andImportGoesOn() throws Exception {
    Path data = root.resolve("data");
    Path moved = root.resolve("moved");
    serve(data).close();
    assertThat(trace("export", "--data", data.toString(), out(), "--quiet"))
        .as("%s", said)
        .isZero();
    copy(data.resolve("keys"), moved.resolve("keys"));
    Path segment = root.resolve("out/table-api_keys/00000001.segment");
    byte[] whole = Files.readAllBytes(segment);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(segment, damaged);

    assertThat(trace("import", "--data", moved.toString(), out(), "--quiet")).isEqualTo(2);
    assertThat(said.toString()).contains("is damaged or cut short: its digest does not fit");
    assertThat(trace("serve", "--data", moved.toString(), "--port", "0")).isEqualTo(1);
    assertThat(said.toString()).contains("is half-filled: an import into it was begun");

    Files.write(segment, whole);
    assertThat(trace("import", "--data", moved.toString(), out(), "--quiet"))
        .as("%s", said)
        .isZero();
    serve(moved).close();
  }

  @Test
  void export_ofWhatIsServed_isRefused() {
    Path data = root.resolve("data");
    try (TraceServer _ = serve(data)) {
      assertThat(trace("export", "--data", data.toString(), out(), "--quiet")).isEqualTo(1);
      assertThat(said.toString()).contains("is in use by this process; stop it");
    }
  }

  @Test
  void import_withoutTheKeys_saysWhatToBring() throws IOException {
    Path data = root.resolve("data");
    serve(data).close();
    assertThat(trace("export", "--data", data.toString(), out(), "--quiet")).isZero();

    assertThat(trace("import", "--data", root.resolve("to").toString(), out())).isEqualTo(2);
    assertThat(said.toString()).contains("log.key is missing: ");
    copy(data.resolve("keys"), root.resolve("to/keys"));
    Files.delete(root.resolve("to/keys/scan.key"));
    Files.writeString(
        root.resolve("to/keys/master.key"),
        "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
    assertThat(trace("import", "--data", root.resolve("to").toString(), out())).isEqualTo(2);
    assertThat(said.toString()).contains("(master.key is another key, scan.key is missing)");
    assertThat(root.resolve("to/importing")).doesNotExist();
  }

  private String out() {
    return root.resolve("out").toString();
  }

  private static String vkey(Path data) {
    return SignerKeyFile.open(data.resolve("keys/log.key")).verifierKey().toString();
  }

  /**
   * What a scan says, by code, without what the moment of asking changes: its time, and anchors.
   */
  private static Map<String, JsonNode> answers(TraceClient client, List<Story.Show> show) {
    Map<String, JsonNode> answers = new TreeMap<>();
    for (Story.Show each : show) {
      JsonNode scan = client.json("/scan" + each.code());
      assertThat(scan.path("verdict").isMissingNode()).isFalse();
      scan.findParents("anchors").forEach(step -> ((ObjectNode) step).remove("anchors"));
      answers.put(each.code(), ((ObjectNode) scan).without("asOf"));
    }
    return answers;
  }

  /** Keys and events, as they are listed. */
  private static Map<String, String> records(TraceClient admin) {
    Map<String, String> records = new TreeMap<>();
    for (String path : List.of("/keys", "/epcis/events?perPage=100")) {
      records.put(path, admin.text(path).replaceAll("\"creationDate\" *: *\"[^\"]*\"", ""));
    }
    return records;
  }

  private static void look(TraceServer server, List<Story.Show> show) throws InterruptedException {
    for (Story.Show each : show) {
      var _ = TraceClient.of(server.address(), null).text("/scan" + each.code());
    }
    server.scansSettled().toCompletableFuture().join();
  }

  private void verifies(TraceClient client, Path data, Story.Show show) throws IOException {
    Path bundle = root.resolve("bundle.json");
    String text;
    try {
      text = client.text("/scan" + show.code() + "/proof");
    } catch (RuntimeException e) {
      return; // some codes have no proof: that is told in the answers, which are compared
    }
    Files.writeString(bundle, text);
    assertThat(trace("verify", bundle.toString(), "--log-key", vkey(data))).as("%s", said).isZero();
  }

  private static void awaitLogged(TraceClient client, Story.Show show) {
    for (int i = 0; i < 300; i++) {
      List<JsonNode> logged =
          client.json("/scan" + show.code()).path("journey").findValues("logged");
      if (!logged.isEmpty() && logged.stream().allMatch(JsonNode::asBoolean)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  static void copy(Path from, Path to) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(files::add);
    }
    Files.createDirectories(to);
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
      }
    }
  }
}
