package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tea story moves from one machine into a cluster and out again, and is what it was. */
@SuppressWarnings("NullAway.Init") // the node is started before the tests
final class MovingCassandraIT {

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
      before = answers(story.visitor(), codes);
    }
    assertThat(before.get(codes.getFirst())).startsWith("genuine, 26 steps: ");

    move(data, List.of(), folder.resolve("in"), cluster, node.options());
    try (ServiceProcess service = ServiceProcess.onCluster(cluster, node);
        Http visitor = new Http(service.address(), "")) {
      assertThat(answers(visitor, codes)).isEqualTo(before);
    }

    move(cluster, node.options(), folder.resolve("out"), back, List.of());
    try (ServiceProcess service = ServiceProcess.start(back);
        Http visitor = new Http(service.address(), "")) {
      assertThat(answers(visitor, codes)).isEqualTo(before);
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

  /** Verdict and steps of each code. */
  private static Map<String, String> answers(Http visitor, List<String> codes) {
    Map<String, String> answers = new LinkedHashMap<>();
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
          scan.path("verdict").asText() + ", " + scan.path("journey").size() + " steps: " + steps);
    }
    return answers;
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
