package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The tea story moves from one machine into a cluster and out again, and is what it was. */
@SuppressWarnings("NullAway.Init") // the node is started before the tests
@Isolated("a cluster takes the whole machine")
final class MovingCassandraIT {

  private static final List<String> QUERIES =
      List.of(
          "/epcis/events?perPage=500",
          "/epcis/events?perPage=500&EQ_bizStep=shipping",
          "/epcis/events?perPage=500&eventType=TransformationEvent&orderBy=eventTime");

  @TempDir static Path folder;

  private static CassandraNode node;

  @BeforeAll
  static void start() {
    node = CassandraNode.start(folder.resolve("cluster"));
  }

  @AfterAll
  static void end() {
    node.close();
  }

  @Test
  void story_movedIntoAClusterAndOutAgain_isWhatItWas() throws IOException {
    Path data = folder.resolve("data");
    Path cluster = folder.resolve("moved");
    Path back = folder.resolve("back");
    List<String> codes = new ArrayList<>();
    Map<String, String> before;
    try (TeaStory story = TeaStory.tell(folder)) {
      codes.add(story.genuine());
      codes.add(story.code("a recalled pack"));
      codes.add(story.code("a guessed serial"));
      awaitLogged(story.service().address());
      before = answers(story.service().address(), codes);
    }
    assertThat(before.get(codes.getFirst())).startsWith("genuine, 26 steps: ");
    assertThat(before.get(QUERIES.getFirst())).contains("commissioning");

    move(data, List.of(), folder.resolve("in"), cluster, node.options());
    try (ServiceProcess service = ServiceProcess.onCluster(cluster, node)) {
      assertThat(answers(service.address(), codes)).isEqualTo(before);
    }

    move(cluster, node.options(), folder.resolve("out"), back, List.of());
    try (ServiceProcess service = ServiceProcess.start(back)) {
      assertThat(answers(service.address(), codes)).isEqualTo(before);
    }
  }

  /** Until every event has its place in a signed log. */
  private static void awaitLogged(URI address) throws IOException {
    try (Http auditor = new Http(address, ServiceProcess.ADMIN_KEY)) {
      int events = events(auditor, QUERIES.getFirst()).size();
      Instant deadline = Instant.now().plusSeconds(60);
      while (!head(auditor).contains("\n" + events + "\n") && Instant.now().isBefore(deadline)) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      assertThat(head(auditor)).contains("\n" + events + "\n");
    }
  }

  private static void move(
      Path from, List<String> engine, Path export, Path to, List<String> otherEngine)
      throws IOException {
    run("export", from, export, engine);
    copy(from.resolve("keys"), to.resolve("keys"));
    copy(from.resolve("ledgers"), to.resolve("ledgers"));
    run("import", to, export, otherEngine);
  }

  private static void run(String command, Path data, Path export, List<String> engine) {
    List<String> words =
        new ArrayList<>(List.of(command, "--data", data.toString(), "--quiet", export.toString()));
    words.addAll(engine);
    ServiceProcess.Outcome outcome = ServiceProcess.run(words.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    System.out.print("MovingCassandraIT: " + outcome.output());
  }

  /** What must stay: verdict, steps and proof of each code, the queries, the log's head. */
  private static Map<String, String> answers(URI address, List<String> codes) throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    try (Http visitor = new Http(address, "");
        Http auditor = new Http(address, ServiceProcess.ADMIN_KEY)) {
      for (String code : codes) {
        JsonNode scan = visitor.json("/scan" + code);
        StringBuilder steps = new StringBuilder();
        for (JsonNode step : scan.path("journey")) {
          steps
              .append(step.path("bizStep").asText())
              .append(' ')
              .append(step.path("eventTime").asText())
              .append("; ");
        }
        answers.put(
            code,
            scan.path("verdict").asText()
                + ", "
                + scan.path("journey").size()
                + " steps: "
                + steps);
      }
      JsonNode proof = visitor.json("/scan" + codes.getFirst() + "/proof");
      assertThat(proof.path("events")).isNotEmpty();
      answers.put("proof", proof.path("log") + " " + head(proof) + " " + proof.path("events"));
      for (String query : QUERIES) {
        answers.put(query, events(auditor, query).toString());
      }
      answers.put("log", head(auditor));
    }
    return answers;
  }

  private static JsonNode events(Http auditor, String query) {
    return auditor.json(query).at("/epcisBody/queryResults/resultsBody/eventList");
  }

  /** Origin, size and root, without who signed them. */
  private static String head(Http auditor) throws IOException {
    return lines(auditor.get("/log/checkpoint", "*/*").body());
  }

  private static String head(JsonNode proof) {
    return lines(proof.path("checkpoint").asText());
  }

  private static String lines(String checkpoint) {
    return checkpoint.lines().limit(3).collect(Collectors.joining("\n", "", "\n"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
  }
}
